{#- A reply that was not published within the time of a correction, among the rounds an outlet must publish. -#}
with judged as (
    {{ days_of('reply_published') }}
),

timed as (
    select
        judged.outlet_id,
        judged.judged_on,
        judged.threshold,
        versions.threshold as days
    from judged
    left join {{ ref('int_rule_versions_resolved') }} as versions
        on
            versions.rule_id = 'correction_timely'
            and judged.kind = versions.kind
            and judged.judged_on >= versions.effective_from
            and (versions.effective_to is null or judged.judged_on < versions.effective_to)
),

attested as (
    {{ attested_to('replies_due') }}
),

found as (
    select
        timed.outlet_id,
        replies.reply_number || '#' || cast(replies.round as text) as evidence_key,
        case
            when replies.round > timed.threshold or replies.is_refused_in_writing then 'in_favour'
            when replies.published_on <= timed.judged_on then 'in_favour'
            when replies.medium not in ('daily', 'broadcast') or timed.days is null then 'unclear'
            when attested.complete_to is null then 'unobserved'
            else 'against'
        end as bearing,
        case
            when replies.round > timed.threshold or replies.is_refused_in_writing then null
            when replies.published_on <= timed.judged_on then null
            when replies.medium in ('weekly', 'magazine') then 'next_issue_unknown'
            when replies.medium not in ('daily', 'broadcast') then 'immediately_without_number'
            when timed.days is null then 'threshold_unknown'
            when attested.complete_to is null then 'register_incomplete'
            else 'late_or_missing'
        end as cause,
        cast(replies.published_on as text) as observed_value,
        replies.reply_number as excerpt,
        coalesce(replies.reply_address, replies.article_address) as evidence_url,
        timed.judged_on
    from timed
    inner join {{ ref('stg_registers__replies_due') }} as replies
        on
            timed.outlet_id = replies.outlet_id
            and timed.judged_on = cast(
                replies.received_on
                + cast(
                    case
                        when replies.medium in ('daily', 'broadcast') then coalesce(timed.days, 0)
                        else 0
                    end as integer
                ) * interval '1 day'
                as date
            )
    left join attested on timed.judged_on <= attested.complete_to
)

{{ evidence('reply_published', has='excerpt evidence_url') }}
