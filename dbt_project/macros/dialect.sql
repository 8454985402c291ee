{#- Everything that DuckDB, PostgreSQL and Spark word differently. -#}

{#- The local day of Hanoi on which an instant falls. -#}
{% macro local_date(instant) -%}
    {%- if target.type == 'spark' -%}
        cast(from_utc_timestamp({{ instant }}, 'Asia/Ho_Chi_Minh') as date)
    {%- else -%}
        cast({{ instant }} at time zone 'Asia/Ho_Chi_Minh' as date)
    {%- endif -%}
{%- endmacro %}

{#- One row per word of a text, as (key columns, word): a lateral join to be put after the relation. -#}
{% macro words_of(text, separator=' ') -%}
    {%- if target.type == 'postgres' -%}
        unnest(string_to_array({{ text }}, '{{ separator }}'))
    {%- elif target.type == 'spark' -%}
        explode(split({{ text }}, '{{ '[|]' if separator == '|' else separator }}'))
    {%- else -%}
        unnest(string_split({{ text }}, '{{ separator }}'))
    {%- endif -%}
{%- endmacro %}

{#- The texts of a group in one, sorted, or in the order of other columns. -#}
{% macro joined(text, separator=', ', place=none) -%}
    {%- if target.type == 'spark' -%}
        string_agg({{ text }}, '{{ separator }}') within group (order by {{ place or text }})
    {%- else -%}
        string_agg({{ text }}, '{{ separator }}' order by {{ place or text }})
    {%- endif -%}
{%- endmacro %}

{#- Of a group, the value that comes first in some order; rows without a value are ignored. -#}
{% macro first_of(value, place) -%}
    {%- if target.type == 'spark' -%}
        {%- set column, is_falling = (place[:-5], true) if place.endswith(' desc') else (place, false) -%}
        {%- set placed = column ~ ' is ' ~ ('not ' if is_falling else '') ~ 'null, ' ~ column -%}
        get(sort_array(
            collect_list(struct({{ placed }}, {{ value }} as first_value)) filter (where {{ value }} is not null),
            {{ 'false' if is_falling else 'true' }}
        ), 0).first_value
    {%- else -%}
        (array_agg({{ value }} order by {{ place }}) filter (where {{ value }} is not null))[1]
    {%- endif -%}
{%- endmacro %}

{#- The median of a group, as both databases compute it; empty where there is nothing. -#}
{% macro median_of(value) -%}
    percentile_cont(0.5) within group (order by {{ value }})
{%- endmacro %}

{#- The text under a key of a JSON object kept as text. -#}
{% macro json_text(document, key) -%}
    {%- if target.type == 'postgres' -%}
        (cast({{ document }} as json) ->> '{{ key }}')
    {%- elif target.type == 'spark' -%}
        get_json_object({{ document }}, '$.{{ key }}')
    {%- else -%}
        json_extract_string({{ document }}, '$.{{ key }}')
    {%- endif -%}
{%- endmacro %}

{#- A value as text, an instant with its zone, which is UTC. -#}
{% macro as_text(value) -%}
    {%- if target.type == 'spark' -%}
        concat(cast({{ value }} as string), if(typeof({{ value }}) = 'timestamp', '+00', ''))
    {%- else -%}
        cast({{ value }} as text)
    {%- endif -%}
{%- endmacro %}

{#- Whether a blank-separated list contains a word. -#}
{% macro contains_word(list, word) -%}
    (' ' || {{ list }} || ' ') like ('% ' || {{ word }} || ' %')
{%- endmacro %}

{#- Minutes from one instant to another. -#}
{% macro minutes_between(start, stop) -%}
    {%- if target.type == 'spark' -%}
        (unix_micros({{ stop }}) / 1e6 - unix_micros({{ start }}) / 1e6) / 60e0
    {%- else -%}
        (extract(epoch from ({{ stop }})) - extract(epoch from ({{ start }}))) / 60.0
    {%- endif -%}
{%- endmacro %}

{#- A day after all others, for an interval without an end. -#}
{% macro last_day() -%}
    date '9999-12-31'
{%- endmacro %}

{#- A day some days away. -#}
{% macro days_after(day, days) -%}
    {%- if target.type == 'spark' -%}
        date_add({{ day }}, cast({{ days }} as int))
    {%- else -%}
        cast({{ day }} + {{ days }} * interval '1 day' as date)
    {%- endif -%}
{%- endmacro %}

{#- The number of a day in its week, from Monday, which is one. -#}
{% macro iso_weekday(day) -%}
    extract({{ 'dow_iso' if target.type == 'spark' else 'isodow' }} from {{ day }})
{%- endmacro %}

{#- A text in which all that matches a pattern is replaced. -#}
{% macro replaced_everywhere(text, pattern, replacement) -%}
    regexp_replace({{ text }}, '{{ pattern }}', '{{ replacement }}'{{ '' if target.type == 'spark' else ", 'g'" }})
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

{#- Sets the memory of PostgreSQL for building a model, until its transaction ends; DuckDB has it in its profile. -#}
{% macro set_build_memory() -%}
    {%- if target.type == 'postgres' and model.config.materialized != 'view' -%}
        set local work_mem = '{{ var("work_memory") }}';
        set local maintenance_work_mem = '{{ var("index_memory") }}';
        set local jit = off
    {%- endif -%}
{%- endmacro %}

{#- Updates the statistics of PostgreSQL's planner for a table right after it was written. -#}
{% macro analyze_table() -%}
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

{#- A type that DuckDB and PostgreSQL share, as Spark calls it. -#}
{% macro type_of_spark(name) -%}
    {{ return({'text': 'string', 'float8': 'double', 'timestamptz': 'timestamp'}.get(name, name)) }}
{%- endmacro %}

{#- SQL with the types of its casts as Spark calls them. -#}
{% macro in_types_of_spark(sql) -%}
    {%- set found = namespace(sql=sql) -%}
    {%- for name in ['text', 'float8', 'timestamptz'] -%}
        {%- set pattern = '(?i)(\\bas\\s+)' ~ name ~ '(?=\\s*\\))' -%}
        {%- set found.sql = modules.re.sub(pattern, '\\1' ~ type_of_spark(name), found.sql) -%}
    {%- endfor -%}
    {{ return(found.sql) }}
{%- endmacro %}

{#- A table in Iceberg's format, replaced in one step; a step of an incremental model as a view of this session. -#}
{% macro spark__create_table_as(temporary, relation, compiled_code, language='sql') -%}
    {%- set sql = in_types_of_spark(compiled_code) -%}
    {%- if temporary -%}
        create or replace temporary view {{ relation }} as {{ sql }}
    {%- else -%}
        {%- if config.get('contract').enforced -%}
            {{ get_assert_columns_equivalent(sql) }}
            {%- set sql = get_select_subquery(sql) -%}
        {%- endif -%}
        create or replace table {{ relation }} using iceberg as {{ sql }}
    {%- endif -%}
{%- endmacro %}

{% macro spark__create_view_as(relation, sql) -%}
    {%- set sql = in_types_of_spark(sql) -%}
    {%- if config.get('contract').enforced -%}
        {{ get_assert_columns_equivalent(sql) }}
    {%- endif -%}
    create or replace view {{ relation }} as {{ sql }}
{%- endmacro %}

{#- No row with the columns of a contract, for the comparison of their types. -#}
{% macro spark__get_empty_schema_sql(columns) -%}
    {%- set typed = [] -%}
    {%- for column in columns.values() -%}
        {%- do typed.append('cast(null as ' ~ type_of_spark(column.data_type) ~ ') as ' ~ column.name) -%}
    {%- endfor -%}
    select {{ typed | join(', ') }}
{%- endmacro %}

{#- The query of a data test. -#}
{% macro spark__get_test_sql(main_sql, fail_calc, warn_if, error_if, limit) -%}
    select
        {{ fail_calc }} as failures,
        {{ fail_calc }} {{ warn_if }} as should_warn,
        {{ fail_calc }} {{ error_if }} as should_error
    from ({{ in_types_of_spark(main_sql) }} {{ "limit " ~ limit if limit is not none }}) as found
{%- endmacro %}

{#- The columns of a seed with their types in Spark. -#}
{% macro columns_of_seed(model, agate_table) -%}
    {%- set columns = {} -%}
    {%- for name in agate_table.column_names -%}
        {%- set inferred = adapter.convert_type(agate_table, loop.index0) -%}
        {%- do columns.update({name: type_of_spark(model['config'].get('column_types', {}).get(name, inferred))}) -%}
    {%- endfor -%}
    {{ return(columns) }}
{%- endmacro %}

{#- Makes the table of a seed. -#}
{% macro spark__create_csv_table(model, agate_table) -%}
    {%- set columns = [] -%}
    {%- for name, type in columns_of_seed(model, agate_table).items() -%}
        {%- do columns.append(name ~ ' ' ~ type) -%}
    {%- endfor -%}
    {%- set sql = 'create or replace table ' ~ this ~ ' (' ~ columns | join(', ') ~ ') using iceberg' -%}
    {%- call statement('_') -%} {{ sql }} {%- endcall -%}
    {{ return(sql) }}
{%- endmacro %}

{#- Adds the rows of a seed, given as one text of JSON: Spark takes a minute over thousands of rows of literals, and dbt
    does not escape an apostrophe. -#}
{% macro spark__load_csv_rows(model, agate_table) -%}
    {%- set names, casts, rows = [], [], [] -%}
    {%- for name, type in columns_of_seed(model, agate_table).items() -%}
        {%- do names.append(name ~ ' string') -%}
        {%- do casts.append('cast(given.' ~ name ~ ' as ' ~ type ~ ')') -%}
    {%- endfor -%}
    {%- for row in agate_table.rows -%}
        {%- set cells = {} -%}
        {%- for name in agate_table.column_names -%}
            {%- do cells.update({name: row[name] | string if row[name] is not none else none}) -%}
        {%- endfor -%}
        {%- do rows.append(cells) -%}
    {%- endfor -%}
    {%- set written = tojson(rows).replace('\\', '\\\\').replace("'", "''") -%}
    {%- set sql -%}
        insert into {{ this }}
        select {{ casts | join(', ') }}
        from (select explode(from_json('{{ written }}', 'array<struct<{{ names | join(', ') }}>>')) as given)
    {%- endset -%}
    {%- call statement('_') -%} {{ sql }} {%- endcall -%}
    {{ return(sql) }}
{%- endmacro %}
