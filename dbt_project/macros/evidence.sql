{#- What the models of rules share: the days a rule applies to, the columns of evidence, domains and addresses. -#}

{#- The outlet's days on which a rule applies, with the version in force. -#}
{% macro days_of(rule_id) -%}
    select spanned.*
    from {{ ref('int_rule_days_spanned') }} as spanned
    where spanned.rule_id = '{{ rule_id }}' and {{ mostly('spanned.cause_not_applicable is null') }}
{%- endmacro %}

{#- The columns of evidence, in the order in which every rule gives them. -#}
{% macro evidence_columns() -%}
    outlet_id, rule_id, evidence_key, article_id, capture_id, earlier_capture_id, bearing, cause, observed_value,
    excerpt, evidence_url, judged_on, first_missing_at, last_missing_at
{%- endmacro %}

{#- The last step of a rule's model: its evidence in the columns that every rule gives, from the CTE found. Each rule
    gives outlet_id, evidence_key, bearing, cause, observed_value and judged_on; `has` lists which it gives besides of
    article_id, capture_id, excerpt, evidence_url and absence (the two captures that lack a thing). int_evidence_united
    describes the columns. -#}
{% macro evidence(rule_id, has='') -%}
    {%- set has = has.split() -%}
    select
        outlet_id,
        '{{ rule_id }}' as rule_id,
        evidence_key,
        {{ 'article_id' if 'article_id' in has else 'cast(null as text) as article_id' }},
        {{ 'capture_id' if 'capture_id' in has else 'cast(null as text) as capture_id' }},
        {{ 'earlier_capture_id' if 'absence' in has else 'cast(null as text) as earlier_capture_id' }},
        bearing,
        cause,
        observed_value,
        {{ 'excerpt' if 'excerpt' in has else 'cast(null as text) as excerpt' }},
        {{ 'evidence_url' if 'evidence_url' in has else 'cast(null as text) as evidence_url' }},
        judged_on,
        {{ 'first_missing_at' if 'absence' in has else 'cast(null as timestamptz) as first_missing_at' }},
        {{ 'last_missing_at' if 'absence' in has else 'cast(null as timestamptz) as last_missing_at' }}
    from found
{%- endmacro %}

{#- The day to which a register is attested complete; no row where it is not. -#}
{% macro attested_to(register) -%}
    select registers.complete_to
    from {{ ref('int_registers_attested') }} as registers
    where registers.register = '{{ register }}'
{%- endmacro %}

{#- The domains that licences name. -#}
{% macro licensed_domains() -%}
    select
        licences.outlet_id,
        {{ words_of('licences.domains') }} as domain,
        licences.is_domain_approved,
        licences.issued_on,
        licences.closed_on
    from {{ ref('stg_registers__licences') }} as licences
{%- endmacro %}

{#- Whether a licence of the outlet approves the domain, its name included, on the day judged. -#}
{% macro is_domain_approved(judged) -%}
    exists (
        select 1
        from ({{ licensed_domains() }}) as approved
        where
            approved.is_domain_approved
            and approved.outlet_id = {{ judged }}.outlet_id
            and approved.domain = {{ judged }}.domain
            and approved.issued_on <= {{ judged }}.judged_on
    )
{%- endmacro %}

{#- Reprints of an article of the press: the earliest original, by an outlet that was of the press on that day. -#}
{% macro press_reprints() -%}
    select
        reprints.*,
        originals.organisation_name as original_organisation_name
    from {{ ref('int_reprints_directed') }} as reprints
    inner join {{ ref('int_outlet_days_judged') }} as originals
        on
            reprints.original_outlet_id = originals.outlet_id
            and reprints.published_date = originals.day
    where
        reprints.direction = 'known'
        and reprints.shared_origin is null
        and reprints.is_earliest_original
        and originals.kind in ('newspaper', 'magazine')
{%- endmacro %}

{#- Whether two captures are far enough apart for what both lack to count as missing. -#}
{% macro are_two_captures(earlier_at, later_at) -%}
    {{ later_at }} >= {{ earlier_at }} + interval '24 hours'
{%- endmacro %}

{#- The name that an address gives its site: the first label of its host, without www. -#}
{% macro site_name(domain) -%}
    split_part(case when {{ domain }} like 'www.%' then substr({{ domain }}, 5) else {{ domain }} end, '.', 1)
{%- endmacro %}

{#- The host of an address. -#}
{% macro host_of(address) -%}
    lower(split_part(split_part(split_part({{ address }}, '://', 2), '/', 1), ':', 1))
{%- endmacro %}

{#- Whether an outlet ran a domain on a day, by the dates of its profile. -#}
{% macro is_run_on(domains, day) -%}
    ({{ domains }}.effective_from is null or {{ domains }}.effective_from <= {{ day }})
            and ({{ domains }}.effective_to is null or {{ domains }}.effective_to > {{ day }})
{%- endmacro %}

{#- The id of the finding that a piece of evidence becomes; the ledger keeps it, so it never changes. -#}
{% macro finding_id(evidence) -%}
    md5({{ evidence }}.rule_id || '|' || {{ evidence }}.outlet_id || '|' || {{ evidence }}.evidence_key)
{%- endmacro %}
