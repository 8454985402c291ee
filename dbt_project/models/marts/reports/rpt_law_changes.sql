{#- What the law behind rules and measures does in a period: texts that begin or end, and those that hold in it though
    nothing is known to be in force on each of their days. -#}
{%- set catalogues = [
    (ref('rules'), 'rule_id', ref('dim_rule_versions'), 'rule_version_id', 'kinds'),
    (ref('measures'), 'measure_id', ref('dim_measure_versions'), 'measure_version_id', 'applies_to'),
] %}
with versions as (
    {% for catalogue, key, versions, version_key, concerns in catalogues %}
        select
            named.code,
            versions.{{ version_key }} as version_id,
            named.title_vi,
            versions.{{ concerns }} as concerns,
            versions.instrument,
            versions.provision,
            versions.in_force,
            versions.read_by_role,
            versions.read_where,
            versions.effective_from,
            versions.effective_to,
            versions.read_on
        from {{ versions }} as versions
        inner join {{ catalogue }} as named on versions.{{ key }} = named.{{ key }}
        {% if not loop.last %}union all{% endif %}
    {% endfor %}
),

changes as (
    select
        versions.*,
        periods.period_id,
        case when versions.effective_from >= periods.starts_on then 'begins' end as begins,
        case when versions.effective_to < periods.ends_before then 'ends' end as ends,
        case
            when
                versions.in_force = 'unknown'
                and (versions.effective_to is null or versions.effective_to > periods.starts_on)
                then 'force_unknown'
        end as force_unknown
    from versions
    inner join {{ ref('report_periods') }} as periods
        on
            versions.effective_from < periods.ends_before
            and (versions.effective_to is null or versions.effective_to >= periods.starts_on)
)

{% for change in ['begins', 'ends', 'force_unknown'] %}
    select
        period_id,
        code,
        version_id,
        title_vi,
        concerns,
        instrument,
        provision,
        {{ change }} as change_kind,
        in_force,
        read_by_role,
        read_where,
        effective_from,
        effective_to,
        read_on
    from changes
    where {{ change }} is not null
    {% if not loop.last %}union all{% endif %}
{% endfor %}
