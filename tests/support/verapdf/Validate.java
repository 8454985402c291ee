import java.io.FileInputStream;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/** Prints one line for each file: whether it is PDF/A-2b, how many checks were made, and the rules that it breaks. */
public class Validate {
    public static void main(String[] files) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        for (String file : files) {
            try (PDFAParser parser =
                    Foundries.defaultInstance().createParser(new FileInputStream(file), PDFAFlavour.PDFA_2_B)) {
                ValidationResult result =
                        Foundries.defaultInstance().createValidator(PDFAFlavour.PDFA_2_B, false).validate(parser);
                StringBuilder broken = new StringBuilder();
                for (TestAssertion made : result.getTestAssertions()) {
                    if (made.getStatus() == TestAssertion.Status.FAILED) {
                        broken.append(' ').append(made.getRuleId().getClause());
                    }
                }
                System.out.println(result.isCompliant() + " " + result.getTotalAssertions() + broken);
            }
        }
    }
}
