{#- What a page lacks makes a finding when two captures at least 24 hours apart lack it, and the finding names both. -#}
select findings.finding_id
from {{ ref('fct_findings') }} as findings
where
    {{ is_touched('findings.finding_date') }}
    and (
        findings.cause in ('missing_twice', 'missing_on_item', 'parts_missing', 'not_kept')
        or findings.first_missing_at is not null
        or findings.last_missing_at is not null
    )
    and not coalesce(
        {{ are_two_captures('findings.first_missing_at', 'findings.last_missing_at') }}
        and findings.earlier_capture_id is not null,
        false
    )
