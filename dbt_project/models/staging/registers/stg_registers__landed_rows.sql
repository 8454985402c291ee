{#- Every landing of every register, not only the latest: what one held on a day can be derived again at any time. -#}
{% for register in var('registers') %}
    select
        '{{ register.name }}' as register,
        {{ concatenated(register.key, ' / ', is_shown=true) }} as row_key,
        md5({{ concatenated(register.contents, '|') }}) as content_hash,
        register_row_id,
        day as landed_on
    from {{ source('registers', register.name) }}
    {% if not loop.last %}union all{% endif %}
{% endfor %}
