{#- The last landing of a record speaks for it; what people did about it is in the ledger. -#}
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
        entries.recorded_at,
        row_number() over (partition by entries.subject_id order by entries.sequence desc) as place
    from {{ ref('stg_ledger__entries') }} as entries
    where entries.kind = 'quarantine_action'
)

select
    ranked.quarantine_id,
    ranked.outlet_id,
    ranked.record_table,
    ranked.record_key,
    ranked.reason,
    ranked.evidence,
    ranked.owner,
    case actions.action
        when 'release' then 'released' when 'repair' then 'repaired' when 'discard' then 'discarded' else 'open'
    end as state,
    ranked.first_landed_on,
    ranked.landed_on,
    actions.recorded_at as acted_at
from ranked
left join actions on ranked.quarantine_id = actions.subject_id and actions.place = 1
where ranked.place = 1
