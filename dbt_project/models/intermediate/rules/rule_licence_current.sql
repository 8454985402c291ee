{#- A domain's licence has run out in an attested register, or was given for longer than its version allowed. -#}
with judged as (
    {{ days_of('licence_current') }}
),

licences as (
    select
        licences.outlet_id,
        licences.licence_number,
        licences.kind,
        {{ words_of('licences.domains') }} as domain,
        licences.issued_on,
        licences.valid_to,
        licences.closed_on
    from {{ ref('stg_registers__licences') }} as licences
),

in_force as (
    select
        judged.outlet_id,
        judged.judged_on,
        licences.licence_number,
        licences.kind,
        licences.issued_on,
        licences.valid_to,
        row_number() over (
            partition by judged.outlet_id, judged.judged_on, licences.domain
            order by coalesce(licences.valid_to, date '9999-12-31') desc, licences.issued_on desc
        ) as place
    from judged
    inner join licences
        on
            judged.outlet_id = licences.outlet_id
            and judged.judged_on >= licences.issued_on
            and (licences.closed_on is null or judged.judged_on < licences.closed_on)
),

weighed as (
    select
        in_force.outlet_id,
        in_force.judged_on,
        in_force.licence_number,
        max(in_force.valid_to) as valid_to,
        max(
            case
                when in_force.valid_to < in_force.judged_on then 'licence_lapsed'
                when in_force.valid_to > in_force.issued_on + cast(versions.threshold as integer) * interval '1 year'
                    then 'term_too_long'
            end
        ) as cause
    from in_force
    left join {{ ref('int_rule_versions_resolved') }} as versions
        on
            versions.rule_id = 'licence_current'
            and in_force.kind = versions.kind
            and in_force.issued_on >= versions.effective_from
            and (versions.effective_to is null or in_force.issued_on < versions.effective_to)
    where in_force.place = 1
    group by in_force.outlet_id, in_force.judged_on, in_force.licence_number
),

attested as (
    {{ attested_to('licences') }}
),

found as (
    select
        weighed.outlet_id,
        weighed.licence_number || '@' || cast(weighed.judged_on as text) as evidence_key,
        case when weighed.cause = 'licence_lapsed' and attested.complete_to is null then 'unobserved' else 'against' end
            as bearing,
        case
            when weighed.cause = 'licence_lapsed' and attested.complete_to is null then 'register_incomplete'
            else weighed.cause
        end as cause,
        cast(weighed.valid_to as text) as observed_value,
        weighed.licence_number as excerpt,
        weighed.judged_on
    from weighed
    left join attested on weighed.judged_on <= attested.complete_to
    where weighed.cause is not null
)

{{ evidence('licence_current', has='excerpt') }}
