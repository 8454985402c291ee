{#- Every beginning, confirmation and end of a matter, dated: what makes the number of open matters rise and fall. -#}
with closings as (
    select
        entries.matter_id,
        entries.sequence,
        entries.recorded_on,
        {{ json_text('entries.payload', 'decision') }} as decision,
        lag({{ json_text('entries.payload', 'decision') }}) over (
            partition by entries.matter_id order by entries.sequence
        ) as previous
    from {{ ref('int_review_entries') }} as entries
    where entries.kind = 'decision'
),

confirmations as (
    -- said once more by whoever reviewed it first, a confirmation is none
    select
        final.matter_id,
        final.sequence,
        final.recorded_on
    from {{ ref('int_review_entries') }} as final
    left join {{ ref('int_review_entries') }} as earlier
        on
            final.matter_id = earlier.matter_id
            and final.actor = earlier.actor
            and earlier.kind = 'decision'
            and {{ json_text('earlier.payload', 'stage') }} = 'first'
    where
        final.kind = 'decision'
        and {{ json_text('final.payload', 'decision') }} = 'confirm'
        and {{ json_text('final.payload', 'stage') }} = 'final'
        and earlier.matter_id is null
),

united as (
    select
        matters.matter_id,
        case when matters.split_from is null then 'new' else 'split' end as event,
        1 as change,
        0 as sequence,
        matters.opened_on as event_on
    from {{ ref('fct_matters') }} as matters
    union all
    select
        closings.matter_id,
        case closings.decision
            when 'dismiss' then 'dismissed'
            when 'insufficient' then 'insufficient'
            when 'refer' then 'referred'
            when 'remedied' then 'remedied'
            when 'withdraw' then 'withdrawn'
        end as event,
        -1 as change,
        closings.sequence,
        closings.recorded_on as event_on
    from closings
    where closings.decision in ('dismiss', 'insufficient', 'refer', 'remedied', 'withdraw')
    union all
    select
        closings.matter_id,
        'reopened' as event,
        1 as change,
        closings.sequence,
        closings.recorded_on as event_on
    from closings
    where
        closings.decision = 'reopen'
        and closings.previous in ('dismiss', 'insufficient', 'refer', 'remedied', 'withdraw')
    union all
    select
        confirmations.matter_id,
        'confirmed' as event,
        0 as change,
        confirmations.sequence,
        confirmations.recorded_on as event_on
    from confirmations
    union all
    select
        matters.matter_id,
        matters.state as event,
        -1 as change,
        0 as sequence,
        matters.closed_on as event_on
    from {{ ref('fct_matters') }} as matters
    where matters.state in ('merged', 'vanished')
)

select
    united.matter_id,
    united.event,
    matters.jurisdiction,
    matters.strength,
    cast(united.change as integer) as change,
    cast(united.sequence as bigint) as sequence,
    united.event_on
from united
inner join {{ ref('fct_matters') }} as matters on united.matter_id = matters.matter_id
where matters.state not in ('merged', 'vanished') or united.event in ('new', 'split', 'merged', 'vanished')
