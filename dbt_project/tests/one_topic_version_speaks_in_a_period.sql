{#- A report that mixed two topic models would compare what cannot be compared. -#}
select activity.period_id
from {{ ref('rpt_activity') }} as activity
group by activity.period_id
having count(distinct activity.classifier_version) > 1
