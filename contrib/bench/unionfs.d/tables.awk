# From lines of "system step wall client-cpu server-cpu" in ms: medians, ratios to overlayfs over the same layers, and how many times
# faster than each fuse-overlayfs.
{
    key = $2 SUBSEP $1
    n = ++count[key]
    wall[key, n] = $3
    cpu[key, n] = $4 + $5
    if (!($2 in seen_step)) { seen_step[$2]; steps[++step_count] = $2 }
    if (!($1 in seen_system)) { seen_system[$1]; systems[++system_count] = $1 }
}

function median(values, key,    n, i, j, sorted, one) {
    n = count[key]
    for (i = 1; i <= n; i++) {
        one = values[key, i]
        for (j = i - 1; j >= 1 && sorted[j] > one; j--) sorted[j + 1] = sorted[j]
        sorted[j + 1] = one
    }
    return n % 2 ? sorted[(n + 1) / 2] : (sorted[n / 2] + sorted[n / 2 + 1]) / 2
}

function ratio(a, b) { return b > 0 ? sprintf(a / b < 9.95 ? "%.2f" : "%.0f", a / b) : "-" }

function rule(columns,    i) {
    printf "|---"
    for (i = 0; i < columns; i++) printf "|---"
    print "|"
}

# How often a step was measured: the fewest and the most times, by system.
function rounds(step,    s, n, low, high) {
    for (s = 1; s <= system_count; s++) {
        n = count[step, systems[s]]
        if (n && (!low || n < low)) low = n
        if (n > high) high = n
    }
    return low == high ? low : low "-" high
}

# How many times less time plan takes than rival: the geometric mean over all steps, and the worst step.
function faster(plan, rival, values,    i, a, b, n, one, sum, low, where) {
    for (i = 1; i <= step_count; i++) {
        a = steps[i] SUBSEP plan
        b = steps[i] SUBSEP rival
        if (!count[a] || !count[b] || median(values, a) <= 0 || median(values, b) <= 0) continue
        n++
        one = median(values, b) / median(values, a)
        sum += log(one)
        if (n == 1 || one < low) { low = one; where = steps[i] }
    }
    return n ? sprintf("%.1f (least: %.2f, %s)", exp(sum / n), low, where) : "-"
}

END {
    print "Wall / CPU time of client and server, against overlayfs over 20 layers (whose milliseconds are shown); medians.\n"
    printf "| step | rounds | overlay"
    for (s = 1; s <= system_count; s++) if (systems[s] != "overlay") { printf " | %s", systems[s]; columns++ }
    print " |"
    rule(columns + 2)
    for (i = 1; i <= step_count; i++) {
        base = steps[i] SUBSEP "overlay"
        printf "| %s | %s | %.0f / %.0f ms", steps[i], rounds(steps[i]), count[base] ? median(wall, base) : 0, count[base] ? median(cpu, base) : 0
        for (s = 1; s <= system_count; s++) {
            if (systems[s] == "overlay") continue
            key = steps[i] SUBSEP systems[s]
            if (!count[key]) printf " | -"
            else if (!count[base]) printf " | %.0f / %.0f ms", median(wall, key), median(cpu, key)
            else printf " | %s / %s", ratio(median(wall, key), median(wall, base)), ratio(median(cpu, key), median(cpu, base))
        }
        print " |"
    }
    print "\nTimes faster than fuse-overlayfs over the same layers, geometric mean of all steps: wall; CPU.\n"
    print "| plan | fuse-overlayfs 1 | fuse-overlayfs 2 |"
    rule(2)
    for (s = 1; s <= system_count; s++)
        if (systems[s] ~ /^(userspace|hybrid|direct)$/)
            printf "| %s | %s; %s | %s; %s |\n", systems[s], faster(systems[s], "fuse-overlayfs", wall), faster(systems[s], "fuse-overlayfs", cpu),
                faster(systems[s], "fuse-overlayfs2", wall), faster(systems[s], "fuse-overlayfs2", cpu)
}
