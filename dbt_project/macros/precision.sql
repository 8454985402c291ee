{#- The share of right decisions, from enough of them on. -#}
{% macro precision_share(confirmed, decisions) -%}
    case
        when {{ decisions }} >= {{ var('decisions_needed') }}
            then cast({{ confirmed }} as float8) / {{ decisions }}
    end
{%- endmacro %}

{#- A bound of the score interval of a share (E. B. Wilson, 1927); the sign says which. -#}
{% macro wilson_bound(share, decisions, sign, z=none) -%}
    {%- set z = var('wilson_z') if z is none else z -%}
    (
        {{ share }} + {{ z }} * {{ z }} / (2.0 * {{ decisions }})
        {{ sign }} {{ z }} * sqrt(
            {{ share }} * (1 - {{ share }}) / {{ decisions }} + {{ z }} * {{ z }} / (4.0 * {{ decisions }} * {{ decisions }})
        )
    )
    / (1 + {{ z }} * {{ z }} / {{ decisions }})
{%- endmacro %}

{#- Whether a decision says that the finding was right: who refers it or notes it remedied says so, too. -#}
{% macro was_right(decision) -%}
    {{ decision }} in ('confirm', 'remedied', 'refer')
{%- endmacro %}

{#- Whether a decision says that the finding was wrong; evidence that does not suffice says neither. -#}
{% macro was_wrong(decision) -%}
    {{ decision }} in ('dismiss', 'withdraw')
{%- endmacro %}

{#- The state of a finding after its last decision. -#}
{% macro finding_state(decision) -%}
    case {{ decision }}
        when 'confirm' then 'confirmed'
        when 'dismiss' then 'dismissed'
        when 'refer' then 'referred'
        when 'remedied' then 'remedied'
        when 'insufficient' then 'insufficient'
        when 'withdraw' then 'withdrawn'
        else 'candidate'
    end
{%- endmacro %}
