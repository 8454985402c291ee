{#- Everything that stands of a matter. Whether and since when its outlet may be named is answered here alone: a duty,
    licensed by the city, confirmed by another person after the time to reply and after every reply that came in it,
    let go by a chief who decided nothing of it, with no appeal and no message waiting, and with evidence that a build
    still finds. An article that its outlet
    put right loses it, and stays named once a retest has seen so; any other place loses it by our reading alone.
    What people decided stands until people decide again: no build merges a matter away, or lets it vanish, on which a
    decision stands or of which its outlet was sent a notice. -#}
with waiting as (
    select distinct messages.outlet_id
    from {{ ref('int_messages_waiting') }} as messages
),

joined as (
    select
        matters.*,
        licensed.jurisdiction,
        coalesce(decided.decision, '') as decision,
        decided.stage,
        decided.decided_on,
        decided.reviewed_on,
        decided.reopened_on,
        attended.claimed_on,
        coalesce(attended.has_open_appeal, false) as has_open_appeal,
        attended.appealed_on,
        attended.retested_on,
        attended.retest_outcome,
        attended.met_since,
        {{ local_date('attended.claimed_until') }} >= known.known_on as is_claimed,
        noticed.notice_id,
        noticed.notice_drafted_on,
        noticed.notice_sent_on,
        noticed.delivered_on,
        noticed.reply_due_on,
        replied.reply_text,
        coalesce(replied.replies, 0) as replies,
        replied.first_reply_on,
        replied.last_reply_on,
        released.released_on,
        known.known_on,
        coalesce(decided.decision, 'reopen') <> 'reopen' or noticed.notice_sent_on is not null as is_kept,
        matters.is_standing or matters.merged_into is not null as has_evidence,
        decided.sequence > coalesce(replied.last_timely_sequence, 0) as is_heard,
        rules.grain = 'article' and attended.retest_outcome = 'remedied' as is_put_right,
        decided.decision = 'confirm' and decided.stage = 'final' and decided.is_by_another
        and decided.sequence > noticed.delivered_sequence and released.sequence > decided.sequence as is_released,
        waiting.outlet_id is null as has_no_message
    from {{ ref('int_matters_identified') }} as matters
    cross join {{ ref('int_days_known') }} as known
    left join {{ ref('dim_rules') }} as rules on matters.rule_id = rules.rule_id
    left join {{ ref('int_matters_licensed') }} as licensed on matters.matter_id = licensed.matter_id
    left join {{ ref('int_matters_decided') }} as decided on matters.matter_id = decided.matter_id
    left join {{ ref('int_matters_attended') }} as attended on matters.matter_id = attended.matter_id
    left join {{ ref('int_matters_noticed') }} as noticed on matters.matter_id = noticed.matter_id
    left join {{ ref('int_matters_replied') }} as replied on matters.matter_id = replied.matter_id
    left join {{ ref('int_matters_released') }} as released on matters.matter_id = released.matter_id
    left join waiting
        on matters.outlet_id = waiting.outlet_id or waiting.outlet_id = 'unknown'
),

dated as (
    select
        joined.*,
        case
            when
                joined.is_released
                and joined.is_heard
                and joined.strength = 'duty'
                and joined.jurisdiction = 'city'
                and (joined.has_evidence or joined.is_put_right)
                and coalesce(joined.retest_outcome, '') <> 'misread'
                and joined.has_no_message
                and not joined.has_open_appeal
                and joined.reply_due_on is not null
                then greatest({{ days_after('joined.reply_due_on', 1) }}, joined.decided_on, joined.released_on)
        end as nameable_from,
        case
            when joined.merged_into is not null and not joined.is_kept then 'merged'
            when not joined.has_evidence and not joined.is_kept then 'vanished'
            when joined.decision = 'dismiss' then 'dismissed'
            when joined.decision = 'insufficient' then 'insufficient'
            when joined.decision = 'refer' then 'referred'
            when joined.decision = 'remedied' then 'remedied'
            when joined.decision = 'withdraw' then 'withdrawn'
            when joined.has_open_appeal then 'appealed'
            when joined.decision = 'confirm' and joined.stage = 'final' and joined.is_heard then 'confirmed'
            when joined.replies > 0 and joined.delivered_on is not null then 'replied'
            when joined.reply_due_on < joined.known_on then 'silent'
            when joined.notice_sent_on is not null then 'notice_sent'
            when joined.decision = 'confirm' then 'reviewed'
            when joined.is_claimed then 'claimed'
            else 'waiting'
        end as state
    from joined
)

select
    matter_id,
    outlet_id,
    rule_id,
    rule_version_id,
    notice_id,
    split_from,
    merged_into,
    strength,
    coalesce(jurisdiction, 'unknown') as jurisdiction,
    cause,
    state,
    decision,
    retest_outcome,
    reply_text,
    cast(days as bigint) as days,
    cast(evidence_count as bigint) as evidence_count,
    cast(replies as bigint) as replies,
    state not in ('merged', 'vanished', 'dismissed', 'insufficient', 'referred', 'remedied', 'withdrawn') as is_open,
    coalesce(nameable_from <= known_on, false) as is_nameable,
    first_day,
    last_day,
    opened_on,
    claimed_on,
    reviewed_on,
    notice_drafted_on,
    notice_sent_on,
    delivered_on,
    reply_due_on,
    first_reply_on,
    last_reply_on,
    case when state = 'confirmed' then decided_on end as confirmed_on,
    released_on,
    nameable_from,
    appealed_on,
    reopened_on,
    retested_on,
    met_since,
    case
        when state in ('merged', 'vanished') then first_day
        when state in ('dismissed', 'insufficient', 'referred', 'remedied', 'withdrawn') then decided_on
    end as closed_on
from dated
