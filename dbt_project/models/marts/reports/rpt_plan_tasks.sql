select
    plans.period_id,
    tasks.task_id,
    tasks.plan_id,
    tasks.code,
    tasks.title,
    tasks.status,
    tasks.difficulty,
    tasks.proposal,
    tasks.progress_percent,
    tasks.due_on,
    tasks.finished_on
from {{ ref('stg_registers__plan_tasks') }} as tasks
inner join {{ ref('rpt_plans') }} as plans on tasks.plan_id = plans.plan_id
