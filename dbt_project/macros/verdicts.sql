{#- How shares become a verdict; tests draw numbers into these macros without dbt. -#}

{#- The share of what should have been read on a day that was: its listings and articles, or the facts of its home page.
    Where no listing was seen, or nothing of what was due was read, it is nought, however much else there was. -#}
{% macro observed_share(grain, listings_expected, listings_seen, due, were_read) -%}
    case
        when {{ grain }} = 'article' and {{ listings_seen }} = 0 then 0.0
        when {{ due }} > 0 and {{ were_read }} = 0 then 0.0
        when {{ listings_expected }} + {{ due }} = 0 then 0.0
        else ({{ listings_seen }} + {{ were_read }}) * 1.0 / ({{ listings_expected }} + {{ due }})
    end
{%- endmacro %}

{#- Whether a day says anything of a rule: something was read, or nothing was due and its listing was read whole. -#}
{% macro is_something_judged(listings_expected, listings_seen, due, were_read) -%}
    ({{ were_read }} > 0
    or ({{ due }} = 0 and {{ listings_expected }} > 0 and {{ listings_seen }} = {{ listings_expected }}))
{%- endmacro %}

{#- The status of a rule that concerns an outlet's day. What was captured and could not be read is unclear where the
    rule says so of each piece; where nothing says so, the day was not observed. -#}
{% macro verdict_status(day, minimum) -%}
    case
        when {{ day }}.against > 0 and {{ day }}.cap_cause is null then 'not_met'
        when {{ day }}.admitted_share < {{ minimum }} or {{ day }}.unobserved > 0 then 'not_observed'
        when {{ day }}.against > 0 or {{ day }}.unclear > 0 then 'needs_review'
        when {{ day }}.observed_share < {{ minimum }} or not {{ day }}.is_judged then 'not_observed'
        when {{ day }}.grain = 'deadline' and {{ day }}.in_favour = 0 and {{ day }}.is_register_attested
            then 'not_applicable'
        when {{ day }}.grain = 'deadline' and {{ day }}.in_favour = 0 then 'not_observed'
        else 'met'
    end
{%- endmacro %}
