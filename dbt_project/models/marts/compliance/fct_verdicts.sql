{{
    config(
        materialized='incremental',
        incremental_strategy='append',
        pre_hook="{{ delete_touched('verdict_date') }}",
        indexes=indexed_by('verdict_date'),
        meta={'day_column': 'verdict_date'}
    )
}}

{%- set rests_on_pages = "spanned.grain in ('article', 'home_page')" %}
with weighed as (
    select
        evidence.outlet_id,
        evidence.rule_id,
        evidence.judged_on,
        count(case when evidence.bearing = 'against' then 1 end) as against,
        count(case when evidence.bearing = 'unclear' then 1 end) as unclear,
        count(case when evidence.bearing = 'unobserved' then 1 end) as unobserved,
        count(case when evidence.bearing = 'in_favour' then 1 end) as in_favour,
        min(case when evidence.bearing = 'against' then evidence.cause end) as cause_against,
        min(case when evidence.bearing = 'unclear' then evidence.cause end) as cause_unclear,
        min(case when evidence.bearing = 'unobserved' then evidence.cause end) as cause_unobserved
    from {{ ref('int_evidence_gathered') }} as evidence
    where {{ is_touched('evidence.judged_on') }}
    group by evidence.outlet_id, evidence.rule_id, evidence.judged_on
),

spanned as (
    select
        spanned.*,
        coalesce(weighed.against, 0) as against,
        coalesce(weighed.unclear, 0) as unclear,
        coalesce(weighed.unobserved, 0) as unobserved,
        coalesce(weighed.in_favour, 0) as in_favour,
        weighed.cause_against,
        weighed.cause_unclear,
        weighed.cause_unobserved,
        days.cause as cause_of_share,
        coalesce(days.admitted_share, case when {{ rests_on_pages }} then 0.0 else 1.0 end) as admitted_share,
        coalesce(days.observed_share, case when {{ rests_on_pages }} then 0.0 else 1.0 end) as observed_share,
        coalesce(days.is_judged, not {{ rests_on_pages }}) as is_judged,
        spanned.judged_on <= registers.complete_to as is_register_attested,
        quality.is_under_minimum
    from {{ ref('int_rule_days_spanned') }} as spanned
    left join weighed
        on
            spanned.outlet_id = weighed.outlet_id
            and spanned.rule_id = weighed.rule_id
            and spanned.judged_on = weighed.judged_on
    left join {{ ref('int_rule_days_observed') }} as days
        on
            spanned.outlet_id = days.outlet_id
            and spanned.rule_id = days.rule_id
            and spanned.judged_on = days.judged_on
    left join {{ ref('int_registers_attested') }} as registers on spanned.register = registers.register
    left join {{ ref('int_rule_quality_dated') }} as quality
        on
            spanned.rule_id = quality.rule_id
            and spanned.judged_on >= quality.from_day
            and (quality.to_day is null or spanned.judged_on < quality.to_day)
),

judged as (
    select
        spanned.*,
        case
            when spanned.cause_not_applicable is not null then 'not_applicable'
            else {{ verdict_status('spanned', var('observed_share_minimum')) }}
        end as status
    from spanned
)

select
    outlet_id,
    rule_id,
    rule_version_id,
    status,
    case when strength = 'duty' and is_under_minimum then 'advisory' else strength end as strength,
    case
        when cause_not_applicable is not null then cause_not_applicable
        when status = 'not_applicable' then 'nothing_due'
        when status = 'not_met' then cause_against
        when status = 'not_observed'
            then coalesce(
                case
                    when observed_share < {{ var('observed_share_minimum') }} or not is_judged then cause_of_share
                end,
                cause_unobserved,
                case when grain = 'deadline' then 'register_incomplete' else 'share_too_low' end
            )
        when status = 'needs_review' then case when against > 0 then cap_cause else cause_unclear end
    end as cause,
    cast(case when cause_not_applicable is null then observed_share end as float8) as observed_share,
    cast(case when cause_not_applicable is null then against + unclear + unobserved + in_favour else 0 end as bigint)
        as evidence_count,
    judged_on as verdict_date
from judged
