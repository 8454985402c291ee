{#- The evidence of every rule, one piece a row, as the rules found it. -#}
{{ config(materialized='view', contract={'enforced': true}) }}

{% if not var('rules') %}
    {{ exceptions.raise_compiler_error('The variable rules is empty. Run dbt by: python -m include.warehouse.dbt') }}
{% endif %}

{% for rule_id in var('rules') %}
    select
        outlet_id,
        rule_id,
        evidence_key,
        article_id,
        capture_id,
        earlier_capture_id,
        bearing,
        cause,
        observed_value,
        excerpt,
        evidence_url,
        judged_on,
        first_missing_at,
        last_missing_at
    from {{ ref('rule_' ~ rule_id) }}
    {% if not loop.last %}
        union all
    {% endif %}
{% endfor %}
