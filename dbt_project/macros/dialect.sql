{#- Everything that DuckDB and PostgreSQL word differently. -#}

{#- The local day of Hanoi on which an instant falls. -#}
{% macro local_date(instant) -%}
    cast({{ instant }} at time zone 'Asia/Ho_Chi_Minh' as date)
{%- endmacro %}

{#- One row per word of a text, as (key columns, word): a lateral join to be put after the relation. -#}
{% macro words_of(text, separator=' ') -%}
    {%- if target.type == 'postgres' -%}
        unnest(string_to_array({{ text }}, '{{ separator }}'))
    {%- else -%}
        unnest(string_split({{ text }}, '{{ separator }}'))
    {%- endif -%}
{%- endmacro %}

{#- The texts of a group in one, sorted. -#}
{% macro joined(text, separator=', ') -%}
    string_agg({{ text }}, '{{ separator }}' order by {{ text }})
{%- endmacro %}

{#- Of a group, the value that comes first in some order; rows without a value are ignored. -#}
{% macro first_of(value, place) -%}
    (array_agg({{ value }} order by {{ place }}) filter (where {{ value }} is not null))[1]
{%- endmacro %}

{#- The median of a group, as both databases compute it; empty where there is nothing. -#}
{% macro median_of(value) -%}
    percentile_cont(0.5) within group (order by {{ value }})
{%- endmacro %}

{#- The text under a key of a JSON object kept as text. -#}
{% macro json_text(document, key) -%}
    {%- if target.type == 'postgres' -%}
        (cast({{ document }} as json) ->> '{{ key }}')
    {%- else -%}
        json_extract_string({{ document }}, '$.{{ key }}')
    {%- endif -%}
{%- endmacro %}

{#- Whether a blank-separated list holds a word. -#}
{% macro holds_word(list, word) -%}
    (' ' || {{ list }} || ' ') like ('% ' || {{ word }} || ' %')
{%- endmacro %}

{#- Minutes from one instant to another. -#}
{% macro minutes_between(start, stop) -%}
    (extract(epoch from ({{ stop }})) - extract(epoch from ({{ start }}))) / 60.0
{%- endmacro %}

{#- A day after all others, for an interval without an end. -#}
{% macro last_day() -%}
    date '9999-12-31'
{%- endmacro %}

{#- A day some days away. -#}
{% macro days_after(day, days) -%}
    cast({{ day }} + {{ days }} * interval '1 day' as date)
{%- endmacro %}

{#- Indexes, each over one or more columns, of a model that is rewritten or looked up by days; DuckDB finds a day by
    its zone maps. -#}
{% macro indexed_by() -%}
    {%- set indexes = [] -%}
    {%- for columns in varargs -%}
        {%- do indexes.append({'columns': columns.split(', ')}) -%}
    {%- endfor -%}
    {{ return(indexes if target.type == 'postgres' else []) }}
{%- endmacro %}

{#- Memory of PostgreSQL for building a model, until its transaction ends; DuckDB has it in its profile. -#}
{% macro at_ease() -%}
    {%- if target.type == 'postgres' and model.config.materialized != 'view' -%}
        set local work_mem = '{{ var("work_memory") }}';
        set local maintenance_work_mem = '{{ var("index_memory") }}';
        set local jit = off
    {%- endif -%}
{%- endmacro %}

{#- Updates the statistics of PostgreSQL's planner for a table right after it was written. -#}
{% macro analyzed() -%}
    {%- if target.type == 'postgres' and model.config.materialized != 'view' -%}
        analyze {{ this }}
    {%- endif -%}
{%- endmacro %}

{#- A condition on computed columns that most rows meet: of such PostgreSQL, which has no figures of them, expects one
    row in two hundred to be left, and then joins as if there were none. -#}
{% macro mostly(condition) -%}
    {%- if target.type == 'postgres' -%}
        case when {{ condition }} then 1 else 0 end <> 0
    {%- else -%}
        {{ condition }}
    {%- endif -%}
{%- endmacro %}

{#- A Vietnamese name as an address writes it: small letters without marks, blanks and hyphens. -#}
{% macro as_in_addresses(name) -%}
    replace(replace(translate(
        lower({{ name }}),
        'àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ',
        'aaaaaaaaaaaaaaaaaeeeeeeeeeeeiiiiiooooooooooooooooouuuuuuuuuuuyyyyyd'
    ), ' ', ''), '-', '')
{%- endmacro %}
