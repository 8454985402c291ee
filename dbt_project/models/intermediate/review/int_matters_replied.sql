{#- Replies of a matter as they stand, corrected and withdrawn ones left out, each with its day; all in one text. The
    newest one that came while the time to reply ran stands apart: a decision before it has not weighed it. -#}
with undone as (
    select cast({{ json_text('entries.payload', 'reply') }} as bigint) as sequence
    from {{ ref('int_review_entries') }} as entries
    where entries.kind in ('reply_corrected', 'reply_withdrawn')
),

standing as (
    select
        entries.matter_id,
        entries.sequence,
        {{ json_text('entries.payload', 'text') }} as reply_text,
        cast({{ json_text('entries.payload', 'received_on') }} as date) as received_on
    from {{ ref('int_review_entries') }} as entries
    where
        entries.kind in ('reply', 'reply_corrected')
        and entries.sequence not in (select undone.sequence from undone)
)

select
    standing.matter_id,
    {{ joined('standing.reply_text', ' | ', 'standing.received_on, standing.sequence') }} as reply_text,
    count(*) as replies,
    min(standing.received_on) as first_reply_on,
    max(standing.received_on) as last_reply_on,
    max(case when standing.received_on <= noticed.reply_due_on then standing.sequence end) as last_timely_sequence
from standing
left join {{ ref('int_matters_noticed') }} as noticed on standing.matter_id = noticed.matter_id
group by standing.matter_id
