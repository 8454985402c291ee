{#- Narrows to the days to judge; the load lists them in landing.touched_days, all of them when it is full. -#}
{% macro is_touched(column) -%}
    {{ column }} in (select touched.day from {{ source('warehouse', 'touched_days') }} as touched)
{%- endmacro %}

{#- Removes the touched days from an incremental model before they are written again. -#}
{% macro delete_touched(column) -%}
    {%- if is_incremental() -%}
        delete from {{ this }} where {{ is_touched(column) }}
    {%- endif -%}
{%- endmacro %}

{#- Of an incremental model, whether a row is to be written: its day is touched, or it has none. -#}
{% macro is_rewritten(column) -%}
    {%- if is_incremental() -%}
        ({{ is_touched(column) }} or {{ column }} is null)
    {%- else -%}
        1 = 1
    {%- endif -%}
{%- endmacro %}

{#- Removes from an incremental model the rows that is_rewritten lets in. -#}
{% macro delete_rewritten(column) -%}
    {%- if is_incremental() -%}
        delete from {{ this }} where {{ is_rewritten(column) }}
    {%- endif -%}
{%- endmacro %}

{#- Removes from an incremental model the touched days and the findings that people have decided. -#}
{% macro delete_touched_or_decided(column) -%}
    {%- if is_incremental() -%}
        delete from {{ this }}
        where
            {{ is_touched(column) }}
            or finding_id in (select decided.finding_id from {{ ref('int_decisions_latest') }} as decided)
    {%- endif -%}
{%- endmacro %}

{#- The spans of the report calendar in which a touched day lies. -#}
{% macro touched_spans() -%}
    select touched_spans.starts_on
    from {{ ref('int_report_spans') }} as touched_spans
    inner join {{ source('warehouse', 'touched_days') }} as touched
        on
            touched_spans.starts_on <= touched.day
            and touched_spans.ends_before > touched.day
{%- endmacro %}

{#- The report periods in which a touched day lies: those of an incremental report that are to be written. -#}
{% macro touched_periods() -%}
    select touched_periods.period_id
    from {{ ref('report_periods') }} as touched_periods
    inner join {{ source('warehouse', 'touched_days') }} as touched
        on
            touched_periods.starts_on <= touched.day
            and touched_periods.ends_before > touched.day
{%- endmacro %}

{#- Removes the periods in which a touched day lies from an incremental model. -#}
{% macro delete_touched_periods() -%}
    {%- if is_incremental() -%}
        delete from {{ this }} where period_id in ({{ touched_periods() }})
    {%- endif -%}
{%- endmacro %}

{#- Removes the spans in which a touched day lies from an incremental model. -#}
{% macro delete_touched_spans() -%}
    {%- if is_incremental() -%}
        delete from {{ this }} where starts_on in ({{ touched_spans() }})
    {%- endif -%}
{%- endmacro %}
