{#- The values of columns in one text, a missing one as nothing between two separators. Where people read it, an instant
    has its zone in every store. -#}
{% macro concatenated(columns, separator, is_shown=false) -%}
    {%- set values = [] -%}
    {%- for column in columns or [] -%}
        {%- set value = as_text(column) if is_shown else "cast(" ~ column ~ " as text)" -%}
        {%- do values.append("coalesce(" ~ value ~ ", '')") -%}
    {%- endfor -%}
    {{ values | join(" || '" ~ separator ~ "' || ") or "''" }}
{%- endmacro %}
