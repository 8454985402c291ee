{#- Rows of the latest landing of a register or of the profiles; one that was landed without a row has none. -#}
{% macro is_of_latest_landing(table_name) -%}
    day = (
        select max(latest.partition_day)
        from {{ source('warehouse', 'loaded_partitions') }} as latest
        where latest.table_name = '{{ table_name }}'
    )
{%- endmacro %}
