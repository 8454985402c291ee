{#- Narrows to the days to judge; the load lists them in landing.touched_days, all of them when it is full. -#}
{% macro is_touched(column) -%}
    {{ column }} in (select touched.day from {{ source('warehouse', 'touched_days') }} as touched)
{%- endmacro %}

{#- Removes the touched days from an incremental model before they are written again. -#}
{% macro forget_touched(column) -%}
    {%- if is_incremental() -%}
        delete from {{ this }} where {{ is_touched(column) }}
    {%- endif -%}
{%- endmacro %}
