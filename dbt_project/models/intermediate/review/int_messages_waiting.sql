{#- Messages of the reply mailbox that nobody has entered or set aside; an unknown sender's waits for every outlet. -#}
with messages as (
    select
        substring(entries.subject_id, 9) as outlet_id,
        {{ json_text('entries.payload', 'message') }} as message_id,
        count(case when entries.kind = 'message_handled' then 1 end) as handled
    from {{ ref('stg_ledger__entries') }} as entries
    where entries.kind in ('message_received', 'message_handled')
    group by substring(entries.subject_id, 9), {{ json_text('entries.payload', 'message') }}
)

select
    outlet_id,
    message_id
from messages
where handled = 0
