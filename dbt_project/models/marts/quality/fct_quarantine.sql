{#- The last landing of a record speaks for it; what people did about it is in the ledger. A row of a register that its
    next landing no longer quarantines was fixed at its source. Ages run to the last day that was landed at all. -#}
with ranked as (
    select
        records.*,
        min(records.landed_on) over (partition by records.quarantine_id) as first_landed_on,
        row_number() over (partition by records.quarantine_id order by records.landed_on desc) as place
    from {{ ref('stg_quarantine__quarantined_records') }} as records
),

actions as (
    select
        entries.subject_id,
        {{ json_text('entries.payload', 'action') }} as action,
        {{ json_text('entries.payload', 'reason') }} as why,
        entries.actor,
        entries.recorded_at,
        row_number() over (partition by entries.subject_id order by entries.sequence desc) as place
    from {{ ref('stg_ledger__entries') }} as entries
    where entries.kind = 'quarantine_action'
),

landings as (
    select
        partitions.table_name,
        max(partitions.landed_on) as last_landed_on,
        max(max(partitions.landed_on)) over () as newest_landed_on
    from {{ ref('stg_warehouse__loaded_partitions') }} as partitions
    group by partitions.table_name
),

joined as (
    select
        ranked.*,
        actions.why,
        actions.actor,
        actions.recorded_at,
        case
            when actions.action = 'release' then 'released'
            when actions.action = 'repair' then 'repaired'
            when actions.action = 'discard' then 'discarded'
            when ranked.record_table <> 'articles' and ranked.landed_on < landings.last_landed_on then 'fixed'
            else 'open'
        end as state,
        landings.newest_landed_on
    from ranked
    left join actions on ranked.quarantine_id = actions.subject_id and actions.place = 1
    left join landings on ranked.record_table = landings.table_name
    where ranked.place = 1
)

select
    quarantine_id,
    outlet_id,
    record_table,
    record_key,
    reason,
    evidence,
    owner,
    state,
    why as action_reason,
    actor as acted_by,
    case when state = 'open' then cast(newest_landed_on - first_landed_on as integer) end as age_days,
    first_landed_on,
    landed_on,
    recorded_at as acted_at
from joined
