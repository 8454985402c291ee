{#- The share of a matter's decided findings that were right, zero where none is decided. A decimal, whose sums are
    exact: those of floats would depend on the order. -#}
{% macro share_of_matter(confirmed, dismissed) -%}
    cast(
        case
            when {{ confirmed }} + {{ dismissed }} > 0
                then cast({{ confirmed }} as float8) / ({{ confirmed }} + {{ dismissed }})
            else 0
        end as decimal(18, 9)
    )
{%- endmacro %}

{#- The mean of the matters' shares of right findings, from enough decided matters on. -#}
{% macro precision_share(right_matters, decided_matters) -%}
    case
        when {{ decided_matters }} >= {{ var('decisions_needed') }}
            then cast({{ right_matters }} as float8) / cast({{ decided_matters }} as float8)
    end
{%- endmacro %}

{#- A bound of the score interval of a share (E. B. Wilson, 1927); the sign says which. The count is of what is
    independent: matters, never their days. The mean of shares varies less than that of yes and no, so it holds there. -#}
{% macro wilson_bound(share, count, sign, z=none) -%}
    {%- set z = var('wilson_z') if z is none else z -%}
    (
        {{ share }} + {{ z }} * {{ z }} / (2.0 * {{ count }})
        {{ sign }} {{ z }} * sqrt(
            {{ share }} * (1 - {{ share }}) / {{ count }} + {{ z }} * {{ z }} / (4.0 * {{ count }} * {{ count }})
        )
    )
    / (1 + {{ z }} * {{ z }} / {{ count }})
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
