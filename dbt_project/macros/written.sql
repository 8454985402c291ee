{#- The values of columns in one text, a missing one as nothing between two separators. -#}
{% macro written(columns, separator) -%}
    {%- set values = [] -%}
    {%- for column in columns or [] -%}
        {%- do values.append("coalesce(cast(" ~ column ~ " as text), '')") -%}
    {%- endfor -%}
    {{ values | join(" || '" ~ separator ~ "' || ") or "''" }}
{%- endmacro %}
