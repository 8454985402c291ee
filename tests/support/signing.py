"""Signs a PDF with a certificate that nobody vouches for, as a department's signing program would."""

import io
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID


@cache
def _signer() -> Any:
    """Return a signer with a key of its own."""
    from pyhanko.sign import signers

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Con dau thu nghiem")])
    built = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    dated = built.serial_number(1).not_valid_before(datetime(2026, 1, 1, tzinfo=UTC))
    certificate = dated.not_valid_after(datetime(2056, 1, 1, tzinfo=UTC)).sign(key, hashes.SHA256())
    with TemporaryDirectory() as folder:
        key_file, certificate_file = Path(folder) / "key.pem", Path(folder) / "certificate.pem"
        key_file.write_bytes(
            key.private_bytes(
                serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
            )
        )
        certificate_file.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
        load: Any = signers.SimpleSigner.load
        return load(str(key_file), str(certificate_file))


def signed(body: bytes, field: str = "Ky1") -> bytes:
    """Return a PDF with one more signature behind its bytes."""
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import signers

    about = signers.PdfSignatureMetadata(field_name=field, md_algorithm="sha256")
    made = signers.sign_pdf(IncrementalPdfFileWriter(io.BytesIO(body)), about, signer=_signer())
    return bytes(made.getvalue())


def with_catalogue(body: bytes, entries: dict[str, Any]) -> bytes:
    """Return a PDF with entries added to its catalogue, as a program does that changes a file behind its end."""
    from pyhanko.pdf_utils.generic import pdf_name
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    writer: Any = IncrementalPdfFileWriter(io.BytesIO(body))
    written = io.BytesIO()
    for name, value in entries.items():
        writer.root[pdf_name(name)] = _object(value)
    writer.update_root()
    writer.write(written)
    return written.getvalue()


def _object(value: Any) -> Any:
    """Return a value as a PDF writes it."""
    from pyhanko.pdf_utils import generic as untyped

    generic: Any = untyped
    if isinstance(value, dict):
        return generic.DictionaryObject({generic.pdf_name(name): _object(one) for name, one in value.items()})
    if isinstance(value, list):
        return generic.ArrayObject(map(_object, value))
    return generic.pdf_name(value) if value.startswith("/") else generic.pdf_string(value)


def changed_after(body: bytes) -> bytes:
    """Return a PDF to which something else than a signature was added behind what is signed."""
    return with_catalogue(body, {"/PageMode": "/UseNone"})
