{#- Replies of a matter as they stand, corrected and withdrawn ones left out, each with its day; all in one text. -#}
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
    matter_id,
    {{ joined('reply_text', ' | ', 'received_on, sequence') }} as reply_text,
    count(*) as replies,
    min(received_on) as first_reply_on,
    max(received_on) as last_reply_on
from standing
group by matter_id
