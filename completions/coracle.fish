# Completion for fish: what may stand at the cursor is what `coracle __complete` says.

function __coracle_complete
    set -l before (commandline -opc)
    set -l word (commandline -ct)
    set -l found (command coracle __complete -- $before[2..-1] $word 2>/dev/null)
    test (count $found) -gt 0; or return
    string match -v ':*' -- $found
    if string match -q '*files*' -- $found[-1]
        set -l head (string match -r '^-[^=]*=' -- $word)
        for file in (__fish_complete_path (string replace -r '^-[^=]*=' '' -- $word))
            echo "$head$file"
        end
    end
end

complete -c coracle -f -a '(__coracle_complete)'
