{#- What the measures with a deadline share. -#}

{#- The versions of a measure, whichever day they are in force. -#}
{% macro versions_of(measure_id) -%}
    select versions.*
    from {{ ref('dim_measure_versions') }} as versions
    where versions.measure_id = '{{ measure_id }}'
{%- endmacro %}

{#- Whether a version is in force on a day. -#}
{% macro is_in_force_on(version, day) -%}
    {{ version }}.effective_from <= {{ day }}
    and ({{ version }}.effective_to is null or {{ version }}.effective_to > {{ day }})
{%- endmacro %}

{#- The day to which the register of a measure is attested complete; one row of one value, empty where it is not. -#}
{% macro attested_for(measure_id) -%}
    select max(registers.complete_to) as complete_to
    from {{ ref('int_registers_attested') }} as registers
    inner join {{ ref('measures') }} as measures on registers.register = measures.register
    where measures.measure_id = '{{ measure_id }}'
{%- endmacro %}

{#- The first day on which each outlet's report on a year was received. -#}
{% macro annual_reports_received() -%}
    select
        reports.outlet_id,
        reports.report_year,
        min(reports.received_on) as received_on
    from {{ ref('stg_registers__annual_reports') }} as reports
    group by reports.outlet_id, reports.report_year
{%- endmacro %}

{#- The columns that a thing due takes from the version in force for it. -#}
{% macro version_columns(versions) -%}
    {{ versions }}.measure_version_id,
        {{ versions }}.unit,
        {{ versions }}.instrument,
        {{ versions }}.provision,
        {{ versions }}.threshold
{%- endmacro %}

{#- How a thing due stands: done, due and started are columns, the last two arguments days. -#}
{% macro measure_state(measure_id, version_id, started, due, done, due_day, seen_on) -%}
    case
        when {{ version_id }} is null then 'not_applicable'
        when {{ due }} is null or {{ done }} < {{ started }} then 'needs_review'
        when {{ done }} <= {{ due }} then 'in_time'
        when {{ done }} > {{ due }} then 'late'
        when {{ due_day }} >= {{ seen_on }} then 'waiting'
        when ({{ attested_for(measure_id) }}) >= {{ due_day }} then 'overdue'
        else 'not_observed'
    end
{%- endmacro %}

{#- Why a thing due stands so, where it needs saying. -#}
{% macro measure_cause(version_id, started, due, done, state) -%}
    case
        when {{ version_id }} is null then 'no_version_in_force'
        when {{ due }} is null then 'deadline_unknown'
        when {{ done }} < {{ started }} then 'dates_contradict'
        when {{ state }} = 'not_observed' then 'register_incomplete'
    end
{%- endmacro %}

{#- Whether an instrument is known to be in force on each day of a version. -#}
{% macro is_known_in_force(instrument, version) -%}
    {{ instrument }}.effective_from <= {{ version }}.effective_from
    and coalesce({{ instrument }}.effective_to, {{ last_day() }})
    >= coalesce({{ version }}.effective_to, {{ last_day() }})
    and coalesce({{ instrument }}.unknown_from, {{ last_day() }})
    >= coalesce({{ version }}.effective_to, {{ last_day() }})
{%- endmacro %}

{#- How a unit's site stands on a measure: not concerned where it has none, not observed where nobody follows it. -#}
{% macro state_of_site(column) -%}
    case when units.outlet_id is null then 'not_applicable' else coalesce(states.{{ column }}, 'not_observed') end
{%- endmacro %}

{#- The code of what a row on a unit's site measures, printed on its sheet: it is another as soon as a state, a day or a
    planned stop is. Twelve letters are few enough to copy and too many to meet by chance; nothing is kept secret by
    them. The median time counts by half milliseconds, which is all that a median of whole ones can be: both stores round
    other numbers otherwise. -#}
{% macro sheet_code_of(row) -%}
    {%- set states = ['domain_state', 'part_of_city_state', 'organisation_state', 'rating_state', 'channels_state'] %}
    {%- set counts = ['days', 'days_reached', 'pauses', 'pauses_in_time', 'pauses_unclear'] %}
    {%- set milliseconds = 'cast(floor(' ~ row ~ '.answer_milliseconds_median * 2) as bigint)' %}
    {%- set parts = ["coalesce(cast(" ~ milliseconds ~ " as text), '')"] %}
    {%- for name in ['domain'] + states + ['ipv6_state'] + counts %}
        {%- do parts.insert(loop.index0, "coalesce(cast(" ~ row ~ "." ~ name ~ " as text), '')") %}
    {%- endfor %}
    substr(md5({{ parts | join(" || '|' || ") }}), 1, 12)
{%- endmacro %}

{#- Addresses separated by blanks in one spelling, so that two ways to write one page are the same: small letters, no
    scheme, no www or m before the host, every part ended by one slash, a blank before and after each address. -#}
{% macro as_one_spelling(addresses) -%}
    {%- set spaced = "' ' || replace(lower(" ~ addresses ~ "), ' ', '/ ') || '/ '" -%}
    {%- set bare = replaced_everywhere(spaced, ' (https?://)?(www[.]|m[.])?', ' ') -%}
    {{ replaced_everywhere("translate(" ~ bare ~ ", ':?#', '///')", '/+', '/') }}
{%- endmacro %}

{#- One where the links of a page lead to a target, a site or, of a channel, its own page; else nought. Pages read since
    extractor version 6 keep a hash of what follows the host. -#}
{% macro is_linked(page, target) -%}
    case
                    when
                        position(
                            case
                                when {{ target }}.target_kind = 'channel' then {{ target }}.address
                                else rtrim({{ target }}.address)
                            end in {{ page }}.links
                        ) > 0
                        then 1
                    when
                        {{ target }}.target_kind = 'channel'
                        and position(
                            ' ' || split_part(trim({{ target }}.address), '/', 1) || '/'
                            || md5(trim({{ target }}.address)) || '/ ' in {{ page }}.links
                        ) > 0
                        then 1
                    else 0
                end
{%- endmacro %}

{#- The state of what a capture lacks, over the earlier captures of the page: missing once one of them lacks it too, far
    enough before; unread where none does, or where one of them shows it. -#}
{% macro missing_at_two_captures(is_shown_earlier, lacks_earlier, earlier_at, later_at) -%}
    case
        when max({{ is_shown_earlier }}) = 1 then 'unread'
        when
            max(
                case when {{ lacks_earlier }} and {{ are_two_captures(earlier_at, later_at) }} then 1 else 0 end
            ) = 1
            then 'not_seen'
        else 'unread'
    end
{%- endmacro %}
