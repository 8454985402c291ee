{#- The evidence of every rule, one piece a row, as the rules found it. -#}
{{ config(materialized='view', contract={'enforced': true}) }}

{% if not var('rules') %}
    {{ exceptions.raise_compiler_error('The variable rules is empty. Run dbt by: python -m include.warehouse.dbt') }}
{% endif %}

{% for rule_id in var('rules') %}
    select {{ evidence_columns() }}
    from {{ ref('rule_' ~ rule_id) }}
    {% if not loop.last %}
        union all
    {% endif %}
{% endfor %}
