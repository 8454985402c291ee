{#- The versions of a rule, for one kind of outlet, neither overlap nor leave a gap, and each is a real interval. -#}
with followed as (
    select
        versions.rule_version_id,
        versions.kind,
        versions.effective_from,
        versions.effective_to,
        lead(versions.effective_from) over (
            partition by versions.rule_id, versions.kind order by versions.effective_from
        ) as next_from
    from {{ ref('int_rule_versions_resolved') }} as versions
)

select followed.*
from followed
where
    followed.effective_to <= followed.effective_from
    or (followed.next_from is not null and followed.effective_to is null)
    or followed.effective_to <> followed.next_from
