{#- The notice of a matter: sent, delivered, and the last day to reply. The time runs from a delivery that was recorded
    after that very notice was sent, and on no earlier day, unless a bounce has followed; it never ends earlier than the
    working days that the product grants at the least. -#}
with steps as (
    select
        entries.*,
        row_number() over (partition by entries.matter_id order by entries.sequence desc) as place
    from {{ ref('int_review_entries') }} as entries
    where entries.kind in ('notice_delivered', 'notice_bounced')
),

sent as (
    select
        entries.matter_id,
        {{ json_text('entries.payload', 'notice') }} as notice_id,
        min(entries.sequence) as sequence,
        min(cast({{ json_text('entries.payload', 'sent_on') }} as date)) as sent_on
    from {{ ref('int_review_entries') }} as entries
    where entries.kind = 'notice_sent'
    group by entries.matter_id, {{ json_text('entries.payload', 'notice') }}
),

delivered as (
    select
        steps.matter_id,
        steps.sequence,
        {{ json_text('steps.payload', 'notice') }} as notice_id,
        cast({{ json_text('steps.payload', 'delivered_on') }} as date) as delivered_on,
        cast({{ json_text('steps.payload', 'due_on') }} as date) as due_on
    from steps
    inner join sent
        on
            steps.matter_id = sent.matter_id
            and {{ json_text('steps.payload', 'notice') }} = sent.notice_id
            and steps.sequence > sent.sequence
            and cast({{ json_text('steps.payload', 'delivered_on') }} as date) >= sent.sent_on
    where steps.place = 1 and steps.kind = 'notice_delivered'
),

extended as (
    select
        delivered.matter_id,
        max(cast({{ json_text('entries.payload', 'due_on') }} as date)) as due_on
    from delivered
    inner join {{ ref('int_review_entries') }} as entries
        on
            delivered.matter_id = entries.matter_id
            and entries.kind = 'reply_extended'
            and delivered.sequence < entries.sequence
    group by delivered.matter_id
),

granted as (
    select
        delivered.matter_id,
        limits.day as due_on
    from delivered
    inner join {{ ref('calendar') }} as starts on delivered.delivered_on = starts.day
    inner join {{ ref('calendar') }} as limits
        on
            limits.working_day_number = starts.working_day_number + {{ var('reply_working_days_minimum') }}
            and limits.is_working_day
),

noticed as (
    select
        entries.matter_id,
        max(case when entries.kind = 'notice_drafted' then entries.recorded_on end) as notice_drafted_on,
        max(case when entries.kind = 'notice_sent' then cast({{ json_text('entries.payload', 'sent_on') }} as date) end)
            as notice_sent_on
    from {{ ref('int_review_entries') }} as entries
    where entries.kind in ('notice_drafted', 'notice_sent')
    group by entries.matter_id
)

select
    noticed.matter_id,
    delivered.notice_id,
    delivered.sequence as delivered_sequence,
    noticed.notice_drafted_on,
    noticed.notice_sent_on,
    delivered.delivered_on,
    case
        when granted.due_on is not null and noticed.notice_sent_on is not null
            then greatest(delivered.due_on, granted.due_on, coalesce(extended.due_on, granted.due_on))
    end as reply_due_on
from noticed
left join delivered on noticed.matter_id = delivered.matter_id
left join extended on noticed.matter_id = extended.matter_id
left join granted on noticed.matter_id = granted.matter_id
