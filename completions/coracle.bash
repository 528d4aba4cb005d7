# Completion for bash: what may stand at the cursor is what `coracle __complete` says.

_coracle() {
    local rest=${COMP_LINE:0:COMP_POINT} words=() found=() word at directives line head
    # bash cuts words at = and :, too. They are put together again as the line has them.
    for ((at = 0; at <= COMP_CWORD; at++)); do
        if [[ $at == 0 || $rest == [[:space:]]* ]]; then
            rest=${rest#"${rest%%[![:space:]]*}"}
            words+=("")
        fi
        word=${COMP_WORDS[at]}
        ((at < COMP_CWORD)) || word=$rest
        words[${#words[@]} - 1]+=$word
        rest=${rest#"$word"}
    done
    word=${words[${#words[@]} - 1]}

    while IFS=$'\t' read -r line _; do
        found+=("$line")
    done < <("${1/#~/$HOME}" __complete -- "${words[@]:1}" 2>/dev/null)
    [[ ${#found[@]} != 0 ]] || return 0
    directives=${found[${#found[@]} - 1]}
    unset "found[${#found[@]}-1]"

    # Of what is offered, bash puts in what is behind the last place where it cut.
    head=
    [[ $COMP_WORDBREAKS != *[=:]* ]] || head=${word%"${word##*[=:]}"}
    COMPREPLY=("${found[@]#"$head"}")
    if [[ $directives == *files* ]]; then
        while IFS= read -r line; do
            # Directories get a slash, and odd names are quoted.
            compopt -o filenames
            COMPREPLY+=("$line")
        done < <(compgen -f -- "${word#"$head"}")
    fi
    # A path follows the name of a container, a value the key of a filter.
    [[ $directives != *nospace* || ${COMPREPLY[0]} != *[:=] ]] || compopt -o nospace
}

complete -F _coracle coracle
