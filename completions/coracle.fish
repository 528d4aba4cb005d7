# Print an optspec for argparse to handle cmd's options that are independent of any subcommand.
function __fish_coracle_global_optspecs
    string join \n v/version log-level= events-backend= default-mounts-file= hooks-dir= noout out= root= runroot= runtime= runtime-flag= storage-driver= syslog storage-opt= h/help
end

function __fish_coracle_needs_command
    # Figure out if the current invocation already has a command.
    set -l cmd (commandline -opc)
    set -e cmd[1]
    argparse -s (__fish_coracle_global_optspecs) -- $cmd 2>/dev/null
    or return
    if set -q argv[1]
        # Also print the command, so this can be used to figure out what it is.
        echo $argv[1]
        return 1
    end
    return 0
end

function __fish_coracle_using_subcommand
    set -l cmd (__fish_coracle_needs_command)
    test -z "$cmd"
    and return 1
    contains -- $cmd[1] $argv
end

complete -c coracle -n "__fish_coracle_needs_command" -l log-level -d 'Log messages at and above this level to standard error' -r -f -a "trace\t''
debug\t''
info\t''
warn\t''
error\t''"
complete -c coracle -n "__fish_coracle_needs_command" -l events-backend -d 'Accepted for compatibility; events are kept in files' -r -f -a "file\t''"
complete -c coracle -n "__fish_coracle_needs_command" -l default-mounts-file -d 'Accepted to be refused: a file of mounts that every container would get' -r -F
complete -c coracle -n "__fish_coracle_needs_command" -l hooks-dir -d 'Accepted to be refused: programs that the runtime would call' -r
complete -c coracle -n "__fish_coracle_needs_command" -l out -d 'Write to this file what goes to standard output' -r -F
complete -c coracle -n "__fish_coracle_needs_command" -l root -d 'Directory for images and containers' -r -F
complete -c coracle -n "__fish_coracle_needs_command" -l runroot -d 'Directory for the state of running containers' -r -F
complete -c coracle -n "__fish_coracle_needs_command" -l runtime -d 'Accepted for compatibility: the runtime is built in' -r
complete -c coracle -n "__fish_coracle_needs_command" -l runtime-flag -d 'Accepted for compatibility, as --runtime' -r
complete -c coracle -n "__fish_coracle_needs_command" -l storage-driver -d 'Accepted for compatibility; there is one storage driver' -r
complete -c coracle -n "__fish_coracle_needs_command" -l storage-opt -d 'How new containers\' files are served: union.plan=userspace, hybrid or direct' -r
complete -c coracle -n "__fish_coracle_needs_command" -s v -l version -d 'Print the version'
complete -c coracle -n "__fish_coracle_needs_command" -l noout -d 'Write nothing to standard output'
complete -c coracle -n "__fish_coracle_needs_command" -l syslog -d 'Accepted for compatibility: messages go to standard error'
complete -c coracle -n "__fish_coracle_needs_command" -s h -l help -d 'Print help'
complete -c coracle -n "__fish_coracle_needs_command" -f -a "attach" -d 'Attach to a container that runs'
complete -c coracle -n "__fish_coracle_needs_command" -f -a "build" -d 'Build an image from a Dockerfile'
complete -c coracle -n "__fish_coracle_needs_command" -f -a "builder" -d 'Build images, and manage what builds keep'
complete -c coracle -n "__fish_coracle_needs_command" -f -a "buildx" -d 'Build images, and manage what builds keep'
complete -c coracle -n "__fish_coracle_needs_command" -f -a "commit" -d 'Make an image of a container'
complete -c coracle -n "__fish_coracle_needs_command" -f -a "completion" -d 'Generate the completion script of a shell'
complete -c coracle -n "__fish_coracle_needs_command" -f -a "container" -d 'Manage containers'
complete -c coracle -n "__fish_coracle_needs_command" -f -a "cp" -d 'Copy files between a container and the host'
complete -c coracle -n "__fish_coracle_needs_command" -f -a "create" -d 'Make a container without starting it'
complete -c coracle -n "__fish_coracle_needs_command" -f -a "diff" -d 'Show which files of a container or an image have changed'
complete -c coracle -n "__fish_coracle_needs_command" -f -a "events" -d 'Show what happens to containers, images, volumes and secrets'
complete -c coracle -n "__fish_coracle_needs_command" -f -a "exec" -d 'Run a command in a container that runs'
complete -c coracle -n "__fish_coracle_needs_command" -f -a "export" -d 'Write a container\'s root file system as an archive'
complete -c coracle -n "__fish_coracle_needs_command" -f -a "healthcheck" -d 'Check the health of containers'
complete -c coracle -n "__fish_coracle_needs_command" -f -a "help" -d 'Show help about a command'
complete -c coracle -n "__fish_coracle_needs_command" -f -a "history" -d 'Show the steps that made an image'
complete -c coracle -n "__fish_coracle_needs_command" -f -a "image" -d 'Manage images'
complete -c coracle -n "__fish_coracle_needs_command" -f -a "images" -d 'List images'
complete -c coracle -n "__fish_coracle_needs_command" -f -a "import" -d 'Import a root file system from a tarball as an image'
complete -c coracle -n "__fish_coracle_needs_command" -f -a "info" -d 'Show what this engine and this host are like'
complete -c coracle -n "__fish_coracle_needs_command" -f -a "init" -d 'Make containers ready to start'
complete -c coracle -n "__fish_coracle_needs_command" -f -a "inspect" -d 'Show everything about containers or images'
complete -c coracle -n "__fish_coracle_needs_command" -f -a "kill" -d 'Send a signal to containers'
complete -c coracle -n "__fish_coracle_needs_command" -f -a "load" -d 'Load images from an archive'
complete -c coracle -n "__fish_coracle_needs_command" -f -a "login" -d 'Log in to a registry'
complete -c coracle -n "__fish_coracle_needs_command" -f -a "logout" -d 'Log out of a registry'
complete -c coracle -n "__fish_coracle_needs_command" -f -a "logs" -d 'Show the output of containers'
complete -c coracle -n "__fish_coracle_needs_command" -f -a "manifest" -d 'Manage lists of images for several platforms'
complete -c coracle -n "__fish_coracle_needs_command" -f -a "mount" -d 'Mount the root file systems of containers and print where'
complete -c coracle -n "__fish_coracle_needs_command" -f -a "network" -d 'Manage networks'
complete -c coracle -n "__fish_coracle_needs_command" -f -a "pause" -d 'Stop the processes of containers for a while'
complete -c coracle -n "__fish_coracle_needs_command" -f -a "pod" -d 'Manage pods'
complete -c coracle -n "__fish_coracle_needs_command" -f -a "port" -d 'Show the published ports of containers that run'
complete -c coracle -n "__fish_coracle_needs_command" -f -a "ps" -d 'List containers'
complete -c coracle -n "__fish_coracle_needs_command" -f -a "pull" -d 'Pull images from a registry'
complete -c coracle -n "__fish_coracle_needs_command" -f -a "push" -d 'Push an image to a registry'
complete -c coracle -n "__fish_coracle_needs_command" -f -a "rename" -d 'Give a container another name'
complete -c coracle -n "__fish_coracle_needs_command" -f -a "restart" -d 'Stop containers and start them again'
complete -c coracle -n "__fish_coracle_needs_command" -f -a "rm" -d 'Remove containers'
complete -c coracle -n "__fish_coracle_needs_command" -f -a "rmi" -d 'Remove images'
complete -c coracle -n "__fish_coracle_needs_command" -f -a "run" -d 'Run a command in a new container'
complete -c coracle -n "__fish_coracle_needs_command" -f -a "save" -d 'Save images in an archive or a directory'
complete -c coracle -n "__fish_coracle_needs_command" -f -a "search" -d 'Search registries for images'
complete -c coracle -n "__fish_coracle_needs_command" -f -a "secret" -d 'Manage secrets'
complete -c coracle -n "__fish_coracle_needs_command" -f -a "start" -d 'Start containers'
complete -c coracle -n "__fish_coracle_needs_command" -f -a "stats" -d 'Show what containers use of the host'
complete -c coracle -n "__fish_coracle_needs_command" -f -a "stop" -d 'Stop containers'
complete -c coracle -n "__fish_coracle_needs_command" -f -a "system" -d 'Manage the engine'
complete -c coracle -n "__fish_coracle_needs_command" -f -a "tag" -d 'Give an image more names'
complete -c coracle -n "__fish_coracle_needs_command" -f -a "top" -d 'Show the processes of a container'
complete -c coracle -n "__fish_coracle_needs_command" -f -a "umount" -d 'Take the mounts of containers away'
complete -c coracle -n "__fish_coracle_needs_command" -f -a "unmount" -d 'Take the mounts of containers away'
complete -c coracle -n "__fish_coracle_needs_command" -f -a "unpause" -d 'Let the processes of paused containers go on'
complete -c coracle -n "__fish_coracle_needs_command" -f -a "update" -d 'Change the settings of a container'
complete -c coracle -n "__fish_coracle_needs_command" -f -a "untag" -d 'Take names from an image'
complete -c coracle -n "__fish_coracle_needs_command" -f -a "unshare" -d 'Run a command in the user namespace of your containers'
complete -c coracle -n "__fish_coracle_needs_command" -f -a "version" -d 'Show the version'
complete -c coracle -n "__fish_coracle_needs_command" -f -a "volume" -d 'Manage volumes'
complete -c coracle -n "__fish_coracle_needs_command" -f -a "wait" -d 'Wait for containers and print their exit codes'
complete -c coracle -n "__fish_coracle_using_subcommand attach" -l log-level -d 'Log messages at and above this level to standard error' -r -f -a "trace\t''
debug\t''
info\t''
warn\t''
error\t''"
complete -c coracle -n "__fish_coracle_using_subcommand attach" -l events-backend -d 'Accepted for compatibility; events are kept in files' -r -f -a "file\t''"
complete -c coracle -n "__fish_coracle_using_subcommand attach" -l default-mounts-file -d 'Accepted to be refused: a file of mounts that every container would get' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand attach" -l hooks-dir -d 'Accepted to be refused: programs that the runtime would call' -r
complete -c coracle -n "__fish_coracle_using_subcommand attach" -l out -d 'Write to this file what goes to standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand attach" -l root -d 'Directory for images and containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand attach" -l runroot -d 'Directory for the state of running containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand attach" -l runtime -d 'Accepted for compatibility: the runtime is built in' -r
complete -c coracle -n "__fish_coracle_using_subcommand attach" -l runtime-flag -d 'Accepted for compatibility, as --runtime' -r
complete -c coracle -n "__fish_coracle_using_subcommand attach" -l storage-driver -d 'Accepted for compatibility; there is one storage driver' -r
complete -c coracle -n "__fish_coracle_using_subcommand attach" -l storage-opt -d 'How new containers\' files are served: union.plan=userspace, hybrid or direct' -r
complete -c coracle -n "__fish_coracle_using_subcommand attach" -l detach-keys -d 'Keys that end the session and leave the container running; nothing turns them off (default: ctrl-p,ctrl-q)' -r
complete -c coracle -n "__fish_coracle_using_subcommand attach" -l sig-proxy -d 'Pass signals on to the container' -r -f -a "true\t''
false\t''"
complete -c coracle -n "__fish_coracle_using_subcommand attach" -l noout -d 'Write nothing to standard output'
complete -c coracle -n "__fish_coracle_using_subcommand attach" -l syslog -d 'Accepted for compatibility: messages go to standard error'
complete -c coracle -n "__fish_coracle_using_subcommand attach" -s l -l latest -d 'Use the container that was made last'
complete -c coracle -n "__fish_coracle_using_subcommand attach" -l no-stdin -d 'Leave standard input alone'
complete -c coracle -n "__fish_coracle_using_subcommand attach" -s h -l help -d 'Print help'
complete -c coracle -n "__fish_coracle_using_subcommand build" -l log-level -d 'Log messages at and above this level to standard error' -r -f -a "trace\t''
debug\t''
info\t''
warn\t''
error\t''"
complete -c coracle -n "__fish_coracle_using_subcommand build" -l events-backend -d 'Accepted for compatibility; events are kept in files' -r -f -a "file\t''"
complete -c coracle -n "__fish_coracle_using_subcommand build" -l default-mounts-file -d 'Accepted to be refused: a file of mounts that every container would get' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand build" -l hooks-dir -d 'Accepted to be refused: programs that the runtime would call' -r
complete -c coracle -n "__fish_coracle_using_subcommand build" -l out -d 'Write to this file what goes to standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand build" -l root -d 'Directory for images and containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand build" -l runroot -d 'Directory for the state of running containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand build" -l runtime -d 'Accepted for compatibility: the runtime is built in' -r
complete -c coracle -n "__fish_coracle_using_subcommand build" -l runtime-flag -d 'Accepted for compatibility, as --runtime' -r
complete -c coracle -n "__fish_coracle_using_subcommand build" -l storage-driver -d 'Accepted for compatibility; there is one storage driver' -r
complete -c coracle -n "__fish_coracle_using_subcommand build" -l storage-opt -d 'How new containers\' files are served: union.plan=userspace, hybrid or direct' -r
complete -c coracle -n "__fish_coracle_using_subcommand build" -l arch -d 'The processor architecture to build for' -r
complete -c coracle -n "__fish_coracle_using_subcommand build" -l build-arg -d 'Set a build argument; without a value, take it from the environment' -r
complete -c coracle -n "__fish_coracle_using_subcommand build" -l build-arg-file -d 'Read build arguments from a file, a NAME=VALUE on each line' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand build" -l build-context -d 'Another directory or image (docker-image://NAME) that COPY --from may name' -r
complete -c coracle -n "__fish_coracle_using_subcommand build" -l cache-from -d 'Take steps from this repository, REGISTRY/NAME or type=registry,ref=NAME, that --cache-to has put there' -r
complete -c coracle -n "__fish_coracle_using_subcommand build" -l cache-to -d 'Put steps into this repository, for --cache-from elsewhere' -r
complete -c coracle -n "__fish_coracle_using_subcommand build" -l cache-ttl -d 'Do steps again that were done longer ago than this' -r
complete -c coracle -n "__fish_coracle_using_subcommand build" -l call -d 'build, or check, which is --check' -r -f -a "build\t''
check\t''"
complete -c coracle -n "__fish_coracle_using_subcommand build" -s f -l file -d 'The Dockerfile; - for standard input' -r
complete -c coracle -n "__fish_coracle_using_subcommand build" -l from -d 'Use this image in place of the one that the first FROM names' -r
complete -c coracle -n "__fish_coracle_using_subcommand build" -l ignorefile -d 'Read from this file what of the context is no part of it' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand build" -l iidfile -d 'Write the ID of the image to a file' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand build" -l iidfile-raw -l raw-iidfile -d 'Write the ID of the image to a file, without the name of the algorithm' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand build" -l jobs -d 'How many stages are built at once; 0 is no limit' -r
complete -c coracle -n "__fish_coracle_using_subcommand build" -l layers -d 'Keep a layer for each step; false makes one of all steps and keeps none' -r -f -a "true\t''
false\t''"
complete -c coracle -n "__fish_coracle_using_subcommand build" -l logfile -d 'Write to this file what would go to standard output and standard error' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand build" -l manifest -d 'Add the image to a manifest list, which is made if need be' -r
complete -c coracle -n "__fish_coracle_using_subcommand build" -l metadata-file -d 'Write the digests and names of the image to a file, as JSON' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand build" -l no-cache-filter -d 'Do every step of these stages, whatever was done before' -r
complete -c coracle -n "__fish_coracle_using_subcommand build" -l os -d 'The operating system to build for' -r
complete -c coracle -n "__fish_coracle_using_subcommand build" -s o -l output -d 'Write the image, or its files, elsewhere as well: a directory, type=local|tar|oci|docker,dest=PATH, or type=registry' -r
complete -c coracle -n "__fish_coracle_using_subcommand build" -l platform -d 'Build for these platforms, OS/ARCH[/VARIANT]; of several images the name is a list' -r
complete -c coracle -n "__fish_coracle_using_subcommand build" -l progress -d 'How steps are shown: drawn on a terminal, as plain lines, or not at all' -r -f -a "auto\t'Drawn where standard output and standard error are a terminal, else plain'
plain\t'A line for each thing that happens'
tty\t'Drawn'
quiet\t'Nothing but the ID of the image'"
complete -c coracle -n "__fish_coracle_using_subcommand build" -l pull -d 'When to pull the images that the build is based on' -r
complete -c coracle -n "__fish_coracle_using_subcommand build" -l secret -d 'A secret for RUN --mount=type=secret: id=ID,src=FILE, or id=ID,env=NAME' -r
complete -c coracle -n "__fish_coracle_using_subcommand build" -l skip-unused-stages -d 'Build no stage that the image does not need; false builds all' -r -f -a "true\t''
false\t''"
complete -c coracle -n "__fish_coracle_using_subcommand build" -l ssh -d 'An SSH agent for RUN --mount=type=ssh: default, ID=SOCKET, or ID=KEY[,KEY...] with files of keys' -r
complete -c coracle -n "__fish_coracle_using_subcommand build" -s t -l tag -d 'Give the image a name' -r
complete -c coracle -n "__fish_coracle_using_subcommand build" -l target -d 'Build this stage, and what it needs' -r
complete -c coracle -n "__fish_coracle_using_subcommand build" -l variant -d 'The variant of the processor architecture to build for' -r
complete -c coracle -n "__fish_coracle_using_subcommand build" -l annotation -d 'Add an annotation to the image\'s manifest' -r
complete -c coracle -n "__fish_coracle_using_subcommand build" -l env -d 'Set a variable in the image' -r
complete -c coracle -n "__fish_coracle_using_subcommand build" -l format -d 'The dialect of the image: oci or docker' -r -f -a "oci\t''
docker\t''"
complete -c coracle -n "__fish_coracle_using_subcommand build" -l inherit-labels -d 'Keep the labels of base images' -r -f -a "true\t''
false\t''"
complete -c coracle -n "__fish_coracle_using_subcommand build" -l label -d 'Add a label to the image' -r
complete -c coracle -n "__fish_coracle_using_subcommand build" -l omit-history -d 'Leave out of the image how it was made' -r -f -a "true\t''
false\t''"
complete -c coracle -n "__fish_coracle_using_subcommand build" -l timestamp -l source-date-epoch -d 'Give the image and all new files this time, in seconds since 1970' -r
complete -c coracle -n "__fish_coracle_using_subcommand build" -l unsetenv -d 'Remove a variable that the base image sets' -r
complete -c coracle -n "__fish_coracle_using_subcommand build" -l unsetlabel -d 'Remove a label that the base image has' -r
complete -c coracle -n "__fish_coracle_using_subcommand build" -l allow -d 'Accepted and without effect: what a build may do needs no leave' -r
complete -c coracle -n "__fish_coracle_using_subcommand build" -l attest -d 'Attestations, of which there are none: only type=…,disabled=true' -r
complete -c coracle -n "__fish_coracle_using_subcommand build" -l decryption-key -d 'Accepted to be refused: there are no encrypted images' -r
complete -c coracle -n "__fish_coracle_using_subcommand build" -s D -l disable-compression -l compress -d 'Accepted and without effect: layers in the store are never compressed' -r -f -a "true\t''
false\t''"
complete -c coracle -n "__fish_coracle_using_subcommand build" -l force-rm -d 'Accepted and without effect: containers of steps are always removed' -r -f -a "true\t''
false\t''"
complete -c coracle -n "__fish_coracle_using_subcommand build" -l identity-label -d 'Accepted: no label that names the engine is ever added' -r -f -a "true\t''
false\t''"
complete -c coracle -n "__fish_coracle_using_subcommand build" -l provenance -d 'Attestations of how the image was made, of which there are none: only false' -r
complete -c coracle -n "__fish_coracle_using_subcommand build" -l rm -d 'Accepted and without effect: containers of steps are always removed' -r -f -a "true\t''
false\t''"
complete -c coracle -n "__fish_coracle_using_subcommand build" -l sbom -d 'Lists of the image\'s parts, of which there are none: only false' -r
complete -c coracle -n "__fish_coracle_using_subcommand build" -l sign-by -d 'Accepted to be refused: images are not signed' -r
complete -c coracle -n "__fish_coracle_using_subcommand build" -l authfile -d 'Read credentials from this file' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand build" -l cert-dir -d 'Read authorities and client certificates from this directory' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand build" -l tls-verify -d 'Ask for HTTPS and a valid certificate; false allows plain HTTP' -r -f -a "true\t''
false\t''"
complete -c coracle -n "__fish_coracle_using_subcommand build" -l creds -d 'Credentials for the registry' -r
complete -c coracle -n "__fish_coracle_using_subcommand build" -l disable-content-trust -d 'Accepted for compatibility: content is verified by digest and by policy.json' -r -f -a "true\t''
false\t''"
complete -c coracle -n "__fish_coracle_using_subcommand build" -l retry -d 'How often to try again (default: 3)' -r
complete -c coracle -n "__fish_coracle_using_subcommand build" -l retry-delay -d 'Wait this long before the first time; each wait is twice the last one' -r
complete -c coracle -n "__fish_coracle_using_subcommand build" -l add-host -d 'Add a line to /etc/hosts' -r
complete -c coracle -n "__fish_coracle_using_subcommand build" -l dns -d 'Use this name server; none leaves /etc/resolv.conf as the image has it' -r
complete -c coracle -n "__fish_coracle_using_subcommand build" -l dns-option -l dns-opt -d 'Set an option of the resolver (resolv.conf(5))' -r
complete -c coracle -n "__fish_coracle_using_subcommand build" -l dns-search -d 'Look names up in this domain; . means in none' -r
complete -c coracle -n "__fish_coracle_using_subcommand build" -l network -l net -d 'How to reach the network: none, host, pasta or slirp4netns' -r
complete -c coracle -n "__fish_coracle_using_subcommand build" -l no-hosts -d 'Leave /etc/hosts as the image has it' -r -f -a "true\t''
false\t''"
complete -c coracle -n "__fish_coracle_using_subcommand build" -l cap-add -d 'Add a capability, or ALL' -r
complete -c coracle -n "__fish_coracle_using_subcommand build" -l cap-drop -d 'Drop a capability, or ALL' -r
complete -c coracle -n "__fish_coracle_using_subcommand build" -l security-opt -d 'Security options: no-new-privileges, seccomp=unconfined, seccomp=FILE' -r
complete -c coracle -n "__fish_coracle_using_subcommand build" -l cgroupns -d 'Control group namespace: host, private, container:NAME or ns:PATH' -r
complete -c coracle -n "__fish_coracle_using_subcommand build" -l group-add -d 'Add a group, by name or number; keep-groups keeps your own ones instead' -r
complete -c coracle -n "__fish_coracle_using_subcommand build" -l ipc -d 'IPC namespace: host, private, container:NAME or ns:PATH' -r
complete -c coracle -n "__fish_coracle_using_subcommand build" -l pid -d 'PID namespace: host, private, container:NAME or ns:PATH' -r
complete -c coracle -n "__fish_coracle_using_subcommand build" -l uts -d 'UTS namespace: host, private, container:NAME or ns:PATH' -r
complete -c coracle -n "__fish_coracle_using_subcommand build" -l cgroup-parent -d 'Make the control groups of commands in this slice of systemd\'s, or below this path' -r
complete -c coracle -n "__fish_coracle_using_subcommand build" -l cpu-period -d 'Microseconds after which the processor time of --cpu-quota is given anew, 1000 to 1000000' -r
complete -c coracle -n "__fish_coracle_using_subcommand build" -l cpu-quota -d 'Microseconds of processor time in each period, -1 for no limit' -r
complete -c coracle -n "__fish_coracle_using_subcommand build" -s c -l cpu-shares -d 'Relative weight of processor time, 1024 by default' -r
complete -c coracle -n "__fish_coracle_using_subcommand build" -l cpuset-cpus -d 'Processors to use, such as 0-3,5' -r
complete -c coracle -n "__fish_coracle_using_subcommand build" -l cpuset-mems -d 'Memory nodes to use, such as 0,1' -r
complete -c coracle -n "__fish_coracle_using_subcommand build" -l device -d 'Give commands a device of the host' -r
complete -c coracle -n "__fish_coracle_using_subcommand build" -l http-proxy -d 'Set the variables of the host that are about proxies' -r -f -a "true\t''
false\t''"
complete -c coracle -n "__fish_coracle_using_subcommand build" -l isolation -d 'How commands are kept apart; there is one way, the one of containers' -r -f -a "oci\t''
chroot\t''"
complete -c coracle -n "__fish_coracle_using_subcommand build" -s m -l memory -d 'Memory, such as 512m' -r
complete -c coracle -n "__fish_coracle_using_subcommand build" -l memory-swap -d 'Memory and swap together, -1 for as much swap as there is; twice --memory by default' -r
complete -c coracle -n "__fish_coracle_using_subcommand build" -l shm-size -d 'Size of /dev/shm' -r
complete -c coracle -n "__fish_coracle_using_subcommand build" -l ulimit -d 'Set a resource limit: SOFT, or SOFT:HARD' -r
complete -c coracle -n "__fish_coracle_using_subcommand build" -l userns -d 'User namespace; there is one way, host, which shares the one of all that the user runs' -r
complete -c coracle -n "__fish_coracle_using_subcommand build" -l userns-uid-map -d 'Accepted to be refused, as all of --userns but host' -r
complete -c coracle -n "__fish_coracle_using_subcommand build" -s v -l volume -d 'Mount a file or directory of the host for all commands' -r
complete -c coracle -n "__fish_coracle_using_subcommand build" -l noout -d 'Write nothing to standard output'
complete -c coracle -n "__fish_coracle_using_subcommand build" -l syslog -d 'Accepted for compatibility: messages go to standard error'
complete -c coracle -n "__fish_coracle_using_subcommand build" -l check -d 'Say what in the Dockerfile is probably not meant, and build nothing'
complete -c coracle -n "__fish_coracle_using_subcommand build" -l no-cache -d 'Do every step, whatever was done before'
complete -c coracle -n "__fish_coracle_using_subcommand build" -l push -d 'Push the image to the registry that its name means'
complete -c coracle -n "__fish_coracle_using_subcommand build" -s q -l quiet -d 'Print nothing but the ID of the image'
complete -c coracle -n "__fish_coracle_using_subcommand build" -l shell-on-failure -d 'Open a shell in what a RUN has left that fails'
complete -c coracle -n "__fish_coracle_using_subcommand build" -l why -d 'Say of each step why it was or was not reused'
complete -c coracle -n "__fish_coracle_using_subcommand build" -l rewrite-timestamp -d 'With --timestamp, leave the time of files that are older'
complete -c coracle -n "__fish_coracle_using_subcommand build" -l squash -d 'Make one layer of all that the build changes'
complete -c coracle -n "__fish_coracle_using_subcommand build" -l squash-all -d 'Make one layer of the whole image'
complete -c coracle -n "__fish_coracle_using_subcommand build" -l load -d 'Accepted and without effect: the image is always put into the store'
complete -c coracle -n "__fish_coracle_using_subcommand build" -l no-hostname -d 'Leave /etc/hostname as the image has it'
complete -c coracle -n "__fish_coracle_using_subcommand build" -s h -l help -d 'Print help'
complete -c coracle -n "__fish_coracle_using_subcommand builder; and not __fish_seen_subcommand_from build prune" -l log-level -d 'Log messages at and above this level to standard error' -r -f -a "trace\t''
debug\t''
info\t''
warn\t''
error\t''"
complete -c coracle -n "__fish_coracle_using_subcommand builder; and not __fish_seen_subcommand_from build prune" -l events-backend -d 'Accepted for compatibility; events are kept in files' -r -f -a "file\t''"
complete -c coracle -n "__fish_coracle_using_subcommand builder; and not __fish_seen_subcommand_from build prune" -l default-mounts-file -d 'Accepted to be refused: a file of mounts that every container would get' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand builder; and not __fish_seen_subcommand_from build prune" -l hooks-dir -d 'Accepted to be refused: programs that the runtime would call' -r
complete -c coracle -n "__fish_coracle_using_subcommand builder; and not __fish_seen_subcommand_from build prune" -l out -d 'Write to this file what goes to standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand builder; and not __fish_seen_subcommand_from build prune" -l root -d 'Directory for images and containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand builder; and not __fish_seen_subcommand_from build prune" -l runroot -d 'Directory for the state of running containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand builder; and not __fish_seen_subcommand_from build prune" -l runtime -d 'Accepted for compatibility: the runtime is built in' -r
complete -c coracle -n "__fish_coracle_using_subcommand builder; and not __fish_seen_subcommand_from build prune" -l runtime-flag -d 'Accepted for compatibility, as --runtime' -r
complete -c coracle -n "__fish_coracle_using_subcommand builder; and not __fish_seen_subcommand_from build prune" -l storage-driver -d 'Accepted for compatibility; there is one storage driver' -r
complete -c coracle -n "__fish_coracle_using_subcommand builder; and not __fish_seen_subcommand_from build prune" -l storage-opt -d 'How new containers\' files are served: union.plan=userspace, hybrid or direct' -r
complete -c coracle -n "__fish_coracle_using_subcommand builder; and not __fish_seen_subcommand_from build prune" -l noout -d 'Write nothing to standard output'
complete -c coracle -n "__fish_coracle_using_subcommand builder; and not __fish_seen_subcommand_from build prune" -l syslog -d 'Accepted for compatibility: messages go to standard error'
complete -c coracle -n "__fish_coracle_using_subcommand builder; and not __fish_seen_subcommand_from build prune" -s h -l help -d 'Print help'
complete -c coracle -n "__fish_coracle_using_subcommand builder; and not __fish_seen_subcommand_from build prune" -f -a "build" -d 'Build an image from a Dockerfile'
complete -c coracle -n "__fish_coracle_using_subcommand builder; and not __fish_seen_subcommand_from build prune" -f -a "prune" -d 'Forget what builds keep of their steps'
complete -c coracle -n "__fish_coracle_using_subcommand builder; and __fish_seen_subcommand_from build" -l log-level -d 'Log messages at and above this level to standard error' -r -f -a "trace\t''
debug\t''
info\t''
warn\t''
error\t''"
complete -c coracle -n "__fish_coracle_using_subcommand builder; and __fish_seen_subcommand_from build" -l events-backend -d 'Accepted for compatibility; events are kept in files' -r -f -a "file\t''"
complete -c coracle -n "__fish_coracle_using_subcommand builder; and __fish_seen_subcommand_from build" -l default-mounts-file -d 'Accepted to be refused: a file of mounts that every container would get' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand builder; and __fish_seen_subcommand_from build" -l hooks-dir -d 'Accepted to be refused: programs that the runtime would call' -r
complete -c coracle -n "__fish_coracle_using_subcommand builder; and __fish_seen_subcommand_from build" -l out -d 'Write to this file what goes to standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand builder; and __fish_seen_subcommand_from build" -l root -d 'Directory for images and containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand builder; and __fish_seen_subcommand_from build" -l runroot -d 'Directory for the state of running containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand builder; and __fish_seen_subcommand_from build" -l runtime -d 'Accepted for compatibility: the runtime is built in' -r
complete -c coracle -n "__fish_coracle_using_subcommand builder; and __fish_seen_subcommand_from build" -l runtime-flag -d 'Accepted for compatibility, as --runtime' -r
complete -c coracle -n "__fish_coracle_using_subcommand builder; and __fish_seen_subcommand_from build" -l storage-driver -d 'Accepted for compatibility; there is one storage driver' -r
complete -c coracle -n "__fish_coracle_using_subcommand builder; and __fish_seen_subcommand_from build" -l storage-opt -d 'How new containers\' files are served: union.plan=userspace, hybrid or direct' -r
complete -c coracle -n "__fish_coracle_using_subcommand builder; and __fish_seen_subcommand_from build" -l arch -d 'The processor architecture to build for' -r
complete -c coracle -n "__fish_coracle_using_subcommand builder; and __fish_seen_subcommand_from build" -l build-arg -d 'Set a build argument; without a value, take it from the environment' -r
complete -c coracle -n "__fish_coracle_using_subcommand builder; and __fish_seen_subcommand_from build" -l build-arg-file -d 'Read build arguments from a file, a NAME=VALUE on each line' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand builder; and __fish_seen_subcommand_from build" -l build-context -d 'Another directory or image (docker-image://NAME) that COPY --from may name' -r
complete -c coracle -n "__fish_coracle_using_subcommand builder; and __fish_seen_subcommand_from build" -l cache-from -d 'Take steps from this repository, REGISTRY/NAME or type=registry,ref=NAME, that --cache-to has put there' -r
complete -c coracle -n "__fish_coracle_using_subcommand builder; and __fish_seen_subcommand_from build" -l cache-to -d 'Put steps into this repository, for --cache-from elsewhere' -r
complete -c coracle -n "__fish_coracle_using_subcommand builder; and __fish_seen_subcommand_from build" -l cache-ttl -d 'Do steps again that were done longer ago than this' -r
complete -c coracle -n "__fish_coracle_using_subcommand builder; and __fish_seen_subcommand_from build" -l call -d 'build, or check, which is --check' -r -f -a "build\t''
check\t''"
complete -c coracle -n "__fish_coracle_using_subcommand builder; and __fish_seen_subcommand_from build" -s f -l file -d 'The Dockerfile; - for standard input' -r
complete -c coracle -n "__fish_coracle_using_subcommand builder; and __fish_seen_subcommand_from build" -l from -d 'Use this image in place of the one that the first FROM names' -r
complete -c coracle -n "__fish_coracle_using_subcommand builder; and __fish_seen_subcommand_from build" -l ignorefile -d 'Read from this file what of the context is no part of it' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand builder; and __fish_seen_subcommand_from build" -l iidfile -d 'Write the ID of the image to a file' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand builder; and __fish_seen_subcommand_from build" -l iidfile-raw -l raw-iidfile -d 'Write the ID of the image to a file, without the name of the algorithm' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand builder; and __fish_seen_subcommand_from build" -l jobs -d 'How many stages are built at once; 0 is no limit' -r
complete -c coracle -n "__fish_coracle_using_subcommand builder; and __fish_seen_subcommand_from build" -l layers -d 'Keep a layer for each step; false makes one of all steps and keeps none' -r -f -a "true\t''
false\t''"
complete -c coracle -n "__fish_coracle_using_subcommand builder; and __fish_seen_subcommand_from build" -l logfile -d 'Write to this file what would go to standard output and standard error' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand builder; and __fish_seen_subcommand_from build" -l manifest -d 'Add the image to a manifest list, which is made if need be' -r
complete -c coracle -n "__fish_coracle_using_subcommand builder; and __fish_seen_subcommand_from build" -l metadata-file -d 'Write the digests and names of the image to a file, as JSON' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand builder; and __fish_seen_subcommand_from build" -l no-cache-filter -d 'Do every step of these stages, whatever was done before' -r
complete -c coracle -n "__fish_coracle_using_subcommand builder; and __fish_seen_subcommand_from build" -l os -d 'The operating system to build for' -r
complete -c coracle -n "__fish_coracle_using_subcommand builder; and __fish_seen_subcommand_from build" -s o -l output -d 'Write the image, or its files, elsewhere as well: a directory, type=local|tar|oci|docker,dest=PATH, or type=registry' -r
complete -c coracle -n "__fish_coracle_using_subcommand builder; and __fish_seen_subcommand_from build" -l platform -d 'Build for these platforms, OS/ARCH[/VARIANT]; of several images the name is a list' -r
complete -c coracle -n "__fish_coracle_using_subcommand builder; and __fish_seen_subcommand_from build" -l progress -d 'How steps are shown: drawn on a terminal, as plain lines, or not at all' -r -f -a "auto\t'Drawn where standard output and standard error are a terminal, else plain'
plain\t'A line for each thing that happens'
tty\t'Drawn'
quiet\t'Nothing but the ID of the image'"
complete -c coracle -n "__fish_coracle_using_subcommand builder; and __fish_seen_subcommand_from build" -l pull -d 'When to pull the images that the build is based on' -r
complete -c coracle -n "__fish_coracle_using_subcommand builder; and __fish_seen_subcommand_from build" -l secret -d 'A secret for RUN --mount=type=secret: id=ID,src=FILE, or id=ID,env=NAME' -r
complete -c coracle -n "__fish_coracle_using_subcommand builder; and __fish_seen_subcommand_from build" -l skip-unused-stages -d 'Build no stage that the image does not need; false builds all' -r -f -a "true\t''
false\t''"
complete -c coracle -n "__fish_coracle_using_subcommand builder; and __fish_seen_subcommand_from build" -l ssh -d 'An SSH agent for RUN --mount=type=ssh: default, ID=SOCKET, or ID=KEY[,KEY...] with files of keys' -r
complete -c coracle -n "__fish_coracle_using_subcommand builder; and __fish_seen_subcommand_from build" -s t -l tag -d 'Give the image a name' -r
complete -c coracle -n "__fish_coracle_using_subcommand builder; and __fish_seen_subcommand_from build" -l target -d 'Build this stage, and what it needs' -r
complete -c coracle -n "__fish_coracle_using_subcommand builder; and __fish_seen_subcommand_from build" -l variant -d 'The variant of the processor architecture to build for' -r
complete -c coracle -n "__fish_coracle_using_subcommand builder; and __fish_seen_subcommand_from build" -l annotation -d 'Add an annotation to the image\'s manifest' -r
complete -c coracle -n "__fish_coracle_using_subcommand builder; and __fish_seen_subcommand_from build" -l env -d 'Set a variable in the image' -r
complete -c coracle -n "__fish_coracle_using_subcommand builder; and __fish_seen_subcommand_from build" -l format -d 'The dialect of the image: oci or docker' -r -f -a "oci\t''
docker\t''"
complete -c coracle -n "__fish_coracle_using_subcommand builder; and __fish_seen_subcommand_from build" -l inherit-labels -d 'Keep the labels of base images' -r -f -a "true\t''
false\t''"
complete -c coracle -n "__fish_coracle_using_subcommand builder; and __fish_seen_subcommand_from build" -l label -d 'Add a label to the image' -r
complete -c coracle -n "__fish_coracle_using_subcommand builder; and __fish_seen_subcommand_from build" -l omit-history -d 'Leave out of the image how it was made' -r -f -a "true\t''
false\t''"
complete -c coracle -n "__fish_coracle_using_subcommand builder; and __fish_seen_subcommand_from build" -l timestamp -l source-date-epoch -d 'Give the image and all new files this time, in seconds since 1970' -r
complete -c coracle -n "__fish_coracle_using_subcommand builder; and __fish_seen_subcommand_from build" -l unsetenv -d 'Remove a variable that the base image sets' -r
complete -c coracle -n "__fish_coracle_using_subcommand builder; and __fish_seen_subcommand_from build" -l unsetlabel -d 'Remove a label that the base image has' -r
complete -c coracle -n "__fish_coracle_using_subcommand builder; and __fish_seen_subcommand_from build" -l allow -d 'Accepted and without effect: what a build may do needs no leave' -r
complete -c coracle -n "__fish_coracle_using_subcommand builder; and __fish_seen_subcommand_from build" -l attest -d 'Attestations, of which there are none: only type=…,disabled=true' -r
complete -c coracle -n "__fish_coracle_using_subcommand builder; and __fish_seen_subcommand_from build" -l decryption-key -d 'Accepted to be refused: there are no encrypted images' -r
complete -c coracle -n "__fish_coracle_using_subcommand builder; and __fish_seen_subcommand_from build" -s D -l disable-compression -l compress -d 'Accepted and without effect: layers in the store are never compressed' -r -f -a "true\t''
false\t''"
complete -c coracle -n "__fish_coracle_using_subcommand builder; and __fish_seen_subcommand_from build" -l force-rm -d 'Accepted and without effect: containers of steps are always removed' -r -f -a "true\t''
false\t''"
complete -c coracle -n "__fish_coracle_using_subcommand builder; and __fish_seen_subcommand_from build" -l identity-label -d 'Accepted: no label that names the engine is ever added' -r -f -a "true\t''
false\t''"
complete -c coracle -n "__fish_coracle_using_subcommand builder; and __fish_seen_subcommand_from build" -l provenance -d 'Attestations of how the image was made, of which there are none: only false' -r
complete -c coracle -n "__fish_coracle_using_subcommand builder; and __fish_seen_subcommand_from build" -l rm -d 'Accepted and without effect: containers of steps are always removed' -r -f -a "true\t''
false\t''"
complete -c coracle -n "__fish_coracle_using_subcommand builder; and __fish_seen_subcommand_from build" -l sbom -d 'Lists of the image\'s parts, of which there are none: only false' -r
complete -c coracle -n "__fish_coracle_using_subcommand builder; and __fish_seen_subcommand_from build" -l sign-by -d 'Accepted to be refused: images are not signed' -r
complete -c coracle -n "__fish_coracle_using_subcommand builder; and __fish_seen_subcommand_from build" -l authfile -d 'Read credentials from this file' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand builder; and __fish_seen_subcommand_from build" -l cert-dir -d 'Read authorities and client certificates from this directory' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand builder; and __fish_seen_subcommand_from build" -l tls-verify -d 'Ask for HTTPS and a valid certificate; false allows plain HTTP' -r -f -a "true\t''
false\t''"
complete -c coracle -n "__fish_coracle_using_subcommand builder; and __fish_seen_subcommand_from build" -l creds -d 'Credentials for the registry' -r
complete -c coracle -n "__fish_coracle_using_subcommand builder; and __fish_seen_subcommand_from build" -l disable-content-trust -d 'Accepted for compatibility: content is verified by digest and by policy.json' -r -f -a "true\t''
false\t''"
complete -c coracle -n "__fish_coracle_using_subcommand builder; and __fish_seen_subcommand_from build" -l retry -d 'How often to try again (default: 3)' -r
complete -c coracle -n "__fish_coracle_using_subcommand builder; and __fish_seen_subcommand_from build" -l retry-delay -d 'Wait this long before the first time; each wait is twice the last one' -r
complete -c coracle -n "__fish_coracle_using_subcommand builder; and __fish_seen_subcommand_from build" -l add-host -d 'Add a line to /etc/hosts' -r
complete -c coracle -n "__fish_coracle_using_subcommand builder; and __fish_seen_subcommand_from build" -l dns -d 'Use this name server; none leaves /etc/resolv.conf as the image has it' -r
complete -c coracle -n "__fish_coracle_using_subcommand builder; and __fish_seen_subcommand_from build" -l dns-option -l dns-opt -d 'Set an option of the resolver (resolv.conf(5))' -r
complete -c coracle -n "__fish_coracle_using_subcommand builder; and __fish_seen_subcommand_from build" -l dns-search -d 'Look names up in this domain; . means in none' -r
complete -c coracle -n "__fish_coracle_using_subcommand builder; and __fish_seen_subcommand_from build" -l network -l net -d 'How to reach the network: none, host, pasta or slirp4netns' -r
complete -c coracle -n "__fish_coracle_using_subcommand builder; and __fish_seen_subcommand_from build" -l no-hosts -d 'Leave /etc/hosts as the image has it' -r -f -a "true\t''
false\t''"
complete -c coracle -n "__fish_coracle_using_subcommand builder; and __fish_seen_subcommand_from build" -l cap-add -d 'Add a capability, or ALL' -r
complete -c coracle -n "__fish_coracle_using_subcommand builder; and __fish_seen_subcommand_from build" -l cap-drop -d 'Drop a capability, or ALL' -r
complete -c coracle -n "__fish_coracle_using_subcommand builder; and __fish_seen_subcommand_from build" -l security-opt -d 'Security options: no-new-privileges, seccomp=unconfined, seccomp=FILE' -r
complete -c coracle -n "__fish_coracle_using_subcommand builder; and __fish_seen_subcommand_from build" -l cgroupns -d 'Control group namespace: host, private, container:NAME or ns:PATH' -r
complete -c coracle -n "__fish_coracle_using_subcommand builder; and __fish_seen_subcommand_from build" -l group-add -d 'Add a group, by name or number; keep-groups keeps your own ones instead' -r
complete -c coracle -n "__fish_coracle_using_subcommand builder; and __fish_seen_subcommand_from build" -l ipc -d 'IPC namespace: host, private, container:NAME or ns:PATH' -r
complete -c coracle -n "__fish_coracle_using_subcommand builder; and __fish_seen_subcommand_from build" -l pid -d 'PID namespace: host, private, container:NAME or ns:PATH' -r
complete -c coracle -n "__fish_coracle_using_subcommand builder; and __fish_seen_subcommand_from build" -l uts -d 'UTS namespace: host, private, container:NAME or ns:PATH' -r
complete -c coracle -n "__fish_coracle_using_subcommand builder; and __fish_seen_subcommand_from build" -l cgroup-parent -d 'Make the control groups of commands in this slice of systemd\'s, or below this path' -r
complete -c coracle -n "__fish_coracle_using_subcommand builder; and __fish_seen_subcommand_from build" -l cpu-period -d 'Microseconds after which the processor time of --cpu-quota is given anew, 1000 to 1000000' -r
complete -c coracle -n "__fish_coracle_using_subcommand builder; and __fish_seen_subcommand_from build" -l cpu-quota -d 'Microseconds of processor time in each period, -1 for no limit' -r
complete -c coracle -n "__fish_coracle_using_subcommand builder; and __fish_seen_subcommand_from build" -s c -l cpu-shares -d 'Relative weight of processor time, 1024 by default' -r
complete -c coracle -n "__fish_coracle_using_subcommand builder; and __fish_seen_subcommand_from build" -l cpuset-cpus -d 'Processors to use, such as 0-3,5' -r
complete -c coracle -n "__fish_coracle_using_subcommand builder; and __fish_seen_subcommand_from build" -l cpuset-mems -d 'Memory nodes to use, such as 0,1' -r
complete -c coracle -n "__fish_coracle_using_subcommand builder; and __fish_seen_subcommand_from build" -l device -d 'Give commands a device of the host' -r
complete -c coracle -n "__fish_coracle_using_subcommand builder; and __fish_seen_subcommand_from build" -l http-proxy -d 'Set the variables of the host that are about proxies' -r -f -a "true\t''
false\t''"
complete -c coracle -n "__fish_coracle_using_subcommand builder; and __fish_seen_subcommand_from build" -l isolation -d 'How commands are kept apart; there is one way, the one of containers' -r -f -a "oci\t''
chroot\t''"
complete -c coracle -n "__fish_coracle_using_subcommand builder; and __fish_seen_subcommand_from build" -s m -l memory -d 'Memory, such as 512m' -r
complete -c coracle -n "__fish_coracle_using_subcommand builder; and __fish_seen_subcommand_from build" -l memory-swap -d 'Memory and swap together, -1 for as much swap as there is; twice --memory by default' -r
complete -c coracle -n "__fish_coracle_using_subcommand builder; and __fish_seen_subcommand_from build" -l shm-size -d 'Size of /dev/shm' -r
complete -c coracle -n "__fish_coracle_using_subcommand builder; and __fish_seen_subcommand_from build" -l ulimit -d 'Set a resource limit: SOFT, or SOFT:HARD' -r
complete -c coracle -n "__fish_coracle_using_subcommand builder; and __fish_seen_subcommand_from build" -l userns -d 'User namespace; there is one way, host, which shares the one of all that the user runs' -r
complete -c coracle -n "__fish_coracle_using_subcommand builder; and __fish_seen_subcommand_from build" -l userns-uid-map -d 'Accepted to be refused, as all of --userns but host' -r
complete -c coracle -n "__fish_coracle_using_subcommand builder; and __fish_seen_subcommand_from build" -s v -l volume -d 'Mount a file or directory of the host for all commands' -r
complete -c coracle -n "__fish_coracle_using_subcommand builder; and __fish_seen_subcommand_from build" -l noout -d 'Write nothing to standard output'
complete -c coracle -n "__fish_coracle_using_subcommand builder; and __fish_seen_subcommand_from build" -l syslog -d 'Accepted for compatibility: messages go to standard error'
complete -c coracle -n "__fish_coracle_using_subcommand builder; and __fish_seen_subcommand_from build" -l check -d 'Say what in the Dockerfile is probably not meant, and build nothing'
complete -c coracle -n "__fish_coracle_using_subcommand builder; and __fish_seen_subcommand_from build" -l no-cache -d 'Do every step, whatever was done before'
complete -c coracle -n "__fish_coracle_using_subcommand builder; and __fish_seen_subcommand_from build" -l push -d 'Push the image to the registry that its name means'
complete -c coracle -n "__fish_coracle_using_subcommand builder; and __fish_seen_subcommand_from build" -s q -l quiet -d 'Print nothing but the ID of the image'
complete -c coracle -n "__fish_coracle_using_subcommand builder; and __fish_seen_subcommand_from build" -l shell-on-failure -d 'Open a shell in what a RUN has left that fails'
complete -c coracle -n "__fish_coracle_using_subcommand builder; and __fish_seen_subcommand_from build" -l why -d 'Say of each step why it was or was not reused'
complete -c coracle -n "__fish_coracle_using_subcommand builder; and __fish_seen_subcommand_from build" -l rewrite-timestamp -d 'With --timestamp, leave the time of files that are older'
complete -c coracle -n "__fish_coracle_using_subcommand builder; and __fish_seen_subcommand_from build" -l squash -d 'Make one layer of all that the build changes'
complete -c coracle -n "__fish_coracle_using_subcommand builder; and __fish_seen_subcommand_from build" -l squash-all -d 'Make one layer of the whole image'
complete -c coracle -n "__fish_coracle_using_subcommand builder; and __fish_seen_subcommand_from build" -l load -d 'Accepted and without effect: the image is always put into the store'
complete -c coracle -n "__fish_coracle_using_subcommand builder; and __fish_seen_subcommand_from build" -l no-hostname -d 'Leave /etc/hostname as the image has it'
complete -c coracle -n "__fish_coracle_using_subcommand builder; and __fish_seen_subcommand_from build" -s h -l help -d 'Print help'
complete -c coracle -n "__fish_coracle_using_subcommand builder; and __fish_seen_subcommand_from prune" -l log-level -d 'Log messages at and above this level to standard error' -r -f -a "trace\t''
debug\t''
info\t''
warn\t''
error\t''"
complete -c coracle -n "__fish_coracle_using_subcommand builder; and __fish_seen_subcommand_from prune" -l events-backend -d 'Accepted for compatibility; events are kept in files' -r -f -a "file\t''"
complete -c coracle -n "__fish_coracle_using_subcommand builder; and __fish_seen_subcommand_from prune" -l default-mounts-file -d 'Accepted to be refused: a file of mounts that every container would get' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand builder; and __fish_seen_subcommand_from prune" -l hooks-dir -d 'Accepted to be refused: programs that the runtime would call' -r
complete -c coracle -n "__fish_coracle_using_subcommand builder; and __fish_seen_subcommand_from prune" -l out -d 'Write to this file what goes to standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand builder; and __fish_seen_subcommand_from prune" -l root -d 'Directory for images and containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand builder; and __fish_seen_subcommand_from prune" -l runroot -d 'Directory for the state of running containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand builder; and __fish_seen_subcommand_from prune" -l runtime -d 'Accepted for compatibility: the runtime is built in' -r
complete -c coracle -n "__fish_coracle_using_subcommand builder; and __fish_seen_subcommand_from prune" -l runtime-flag -d 'Accepted for compatibility, as --runtime' -r
complete -c coracle -n "__fish_coracle_using_subcommand builder; and __fish_seen_subcommand_from prune" -l storage-driver -d 'Accepted for compatibility; there is one storage driver' -r
complete -c coracle -n "__fish_coracle_using_subcommand builder; and __fish_seen_subcommand_from prune" -l storage-opt -d 'How new containers\' files are served: union.plan=userspace, hybrid or direct' -r
complete -c coracle -n "__fish_coracle_using_subcommand builder; and __fish_seen_subcommand_from prune" -l filter -d 'Forget only what was not used for some time: until=DURATION' -r
complete -c coracle -n "__fish_coracle_using_subcommand builder; and __fish_seen_subcommand_from prune" -l keep-storage -l max-used-space -d 'Keep as much as this of what was used last' -r
complete -c coracle -n "__fish_coracle_using_subcommand builder; and __fish_seen_subcommand_from prune" -l noout -d 'Write nothing to standard output'
complete -c coracle -n "__fish_coracle_using_subcommand builder; and __fish_seen_subcommand_from prune" -l syslog -d 'Accepted for compatibility: messages go to standard error'
complete -c coracle -n "__fish_coracle_using_subcommand builder; and __fish_seen_subcommand_from prune" -s a -l all -d 'Cache mounts too'
complete -c coracle -n "__fish_coracle_using_subcommand builder; and __fish_seen_subcommand_from prune" -s f -l force -d 'Do not ask'
complete -c coracle -n "__fish_coracle_using_subcommand builder; and __fish_seen_subcommand_from prune" -s h -l help -d 'Print help'
complete -c coracle -n "__fish_coracle_using_subcommand buildx; and not __fish_seen_subcommand_from build prune" -l log-level -d 'Log messages at and above this level to standard error' -r -f -a "trace\t''
debug\t''
info\t''
warn\t''
error\t''"
complete -c coracle -n "__fish_coracle_using_subcommand buildx; and not __fish_seen_subcommand_from build prune" -l events-backend -d 'Accepted for compatibility; events are kept in files' -r -f -a "file\t''"
complete -c coracle -n "__fish_coracle_using_subcommand buildx; and not __fish_seen_subcommand_from build prune" -l default-mounts-file -d 'Accepted to be refused: a file of mounts that every container would get' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand buildx; and not __fish_seen_subcommand_from build prune" -l hooks-dir -d 'Accepted to be refused: programs that the runtime would call' -r
complete -c coracle -n "__fish_coracle_using_subcommand buildx; and not __fish_seen_subcommand_from build prune" -l out -d 'Write to this file what goes to standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand buildx; and not __fish_seen_subcommand_from build prune" -l root -d 'Directory for images and containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand buildx; and not __fish_seen_subcommand_from build prune" -l runroot -d 'Directory for the state of running containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand buildx; and not __fish_seen_subcommand_from build prune" -l runtime -d 'Accepted for compatibility: the runtime is built in' -r
complete -c coracle -n "__fish_coracle_using_subcommand buildx; and not __fish_seen_subcommand_from build prune" -l runtime-flag -d 'Accepted for compatibility, as --runtime' -r
complete -c coracle -n "__fish_coracle_using_subcommand buildx; and not __fish_seen_subcommand_from build prune" -l storage-driver -d 'Accepted for compatibility; there is one storage driver' -r
complete -c coracle -n "__fish_coracle_using_subcommand buildx; and not __fish_seen_subcommand_from build prune" -l storage-opt -d 'How new containers\' files are served: union.plan=userspace, hybrid or direct' -r
complete -c coracle -n "__fish_coracle_using_subcommand buildx; and not __fish_seen_subcommand_from build prune" -l noout -d 'Write nothing to standard output'
complete -c coracle -n "__fish_coracle_using_subcommand buildx; and not __fish_seen_subcommand_from build prune" -l syslog -d 'Accepted for compatibility: messages go to standard error'
complete -c coracle -n "__fish_coracle_using_subcommand buildx; and not __fish_seen_subcommand_from build prune" -s h -l help -d 'Print help'
complete -c coracle -n "__fish_coracle_using_subcommand buildx; and not __fish_seen_subcommand_from build prune" -f -a "build" -d 'Build an image from a Dockerfile'
complete -c coracle -n "__fish_coracle_using_subcommand buildx; and not __fish_seen_subcommand_from build prune" -f -a "prune" -d 'Forget what builds keep of their steps'
complete -c coracle -n "__fish_coracle_using_subcommand buildx; and __fish_seen_subcommand_from build" -l log-level -d 'Log messages at and above this level to standard error' -r -f -a "trace\t''
debug\t''
info\t''
warn\t''
error\t''"
complete -c coracle -n "__fish_coracle_using_subcommand buildx; and __fish_seen_subcommand_from build" -l events-backend -d 'Accepted for compatibility; events are kept in files' -r -f -a "file\t''"
complete -c coracle -n "__fish_coracle_using_subcommand buildx; and __fish_seen_subcommand_from build" -l default-mounts-file -d 'Accepted to be refused: a file of mounts that every container would get' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand buildx; and __fish_seen_subcommand_from build" -l hooks-dir -d 'Accepted to be refused: programs that the runtime would call' -r
complete -c coracle -n "__fish_coracle_using_subcommand buildx; and __fish_seen_subcommand_from build" -l out -d 'Write to this file what goes to standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand buildx; and __fish_seen_subcommand_from build" -l root -d 'Directory for images and containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand buildx; and __fish_seen_subcommand_from build" -l runroot -d 'Directory for the state of running containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand buildx; and __fish_seen_subcommand_from build" -l runtime -d 'Accepted for compatibility: the runtime is built in' -r
complete -c coracle -n "__fish_coracle_using_subcommand buildx; and __fish_seen_subcommand_from build" -l runtime-flag -d 'Accepted for compatibility, as --runtime' -r
complete -c coracle -n "__fish_coracle_using_subcommand buildx; and __fish_seen_subcommand_from build" -l storage-driver -d 'Accepted for compatibility; there is one storage driver' -r
complete -c coracle -n "__fish_coracle_using_subcommand buildx; and __fish_seen_subcommand_from build" -l storage-opt -d 'How new containers\' files are served: union.plan=userspace, hybrid or direct' -r
complete -c coracle -n "__fish_coracle_using_subcommand buildx; and __fish_seen_subcommand_from build" -l arch -d 'The processor architecture to build for' -r
complete -c coracle -n "__fish_coracle_using_subcommand buildx; and __fish_seen_subcommand_from build" -l build-arg -d 'Set a build argument; without a value, take it from the environment' -r
complete -c coracle -n "__fish_coracle_using_subcommand buildx; and __fish_seen_subcommand_from build" -l build-arg-file -d 'Read build arguments from a file, a NAME=VALUE on each line' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand buildx; and __fish_seen_subcommand_from build" -l build-context -d 'Another directory or image (docker-image://NAME) that COPY --from may name' -r
complete -c coracle -n "__fish_coracle_using_subcommand buildx; and __fish_seen_subcommand_from build" -l cache-from -d 'Take steps from this repository, REGISTRY/NAME or type=registry,ref=NAME, that --cache-to has put there' -r
complete -c coracle -n "__fish_coracle_using_subcommand buildx; and __fish_seen_subcommand_from build" -l cache-to -d 'Put steps into this repository, for --cache-from elsewhere' -r
complete -c coracle -n "__fish_coracle_using_subcommand buildx; and __fish_seen_subcommand_from build" -l cache-ttl -d 'Do steps again that were done longer ago than this' -r
complete -c coracle -n "__fish_coracle_using_subcommand buildx; and __fish_seen_subcommand_from build" -l call -d 'build, or check, which is --check' -r -f -a "build\t''
check\t''"
complete -c coracle -n "__fish_coracle_using_subcommand buildx; and __fish_seen_subcommand_from build" -s f -l file -d 'The Dockerfile; - for standard input' -r
complete -c coracle -n "__fish_coracle_using_subcommand buildx; and __fish_seen_subcommand_from build" -l from -d 'Use this image in place of the one that the first FROM names' -r
complete -c coracle -n "__fish_coracle_using_subcommand buildx; and __fish_seen_subcommand_from build" -l ignorefile -d 'Read from this file what of the context is no part of it' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand buildx; and __fish_seen_subcommand_from build" -l iidfile -d 'Write the ID of the image to a file' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand buildx; and __fish_seen_subcommand_from build" -l iidfile-raw -l raw-iidfile -d 'Write the ID of the image to a file, without the name of the algorithm' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand buildx; and __fish_seen_subcommand_from build" -l jobs -d 'How many stages are built at once; 0 is no limit' -r
complete -c coracle -n "__fish_coracle_using_subcommand buildx; and __fish_seen_subcommand_from build" -l layers -d 'Keep a layer for each step; false makes one of all steps and keeps none' -r -f -a "true\t''
false\t''"
complete -c coracle -n "__fish_coracle_using_subcommand buildx; and __fish_seen_subcommand_from build" -l logfile -d 'Write to this file what would go to standard output and standard error' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand buildx; and __fish_seen_subcommand_from build" -l manifest -d 'Add the image to a manifest list, which is made if need be' -r
complete -c coracle -n "__fish_coracle_using_subcommand buildx; and __fish_seen_subcommand_from build" -l metadata-file -d 'Write the digests and names of the image to a file, as JSON' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand buildx; and __fish_seen_subcommand_from build" -l no-cache-filter -d 'Do every step of these stages, whatever was done before' -r
complete -c coracle -n "__fish_coracle_using_subcommand buildx; and __fish_seen_subcommand_from build" -l os -d 'The operating system to build for' -r
complete -c coracle -n "__fish_coracle_using_subcommand buildx; and __fish_seen_subcommand_from build" -s o -l output -d 'Write the image, or its files, elsewhere as well: a directory, type=local|tar|oci|docker,dest=PATH, or type=registry' -r
complete -c coracle -n "__fish_coracle_using_subcommand buildx; and __fish_seen_subcommand_from build" -l platform -d 'Build for these platforms, OS/ARCH[/VARIANT]; of several images the name is a list' -r
complete -c coracle -n "__fish_coracle_using_subcommand buildx; and __fish_seen_subcommand_from build" -l progress -d 'How steps are shown: drawn on a terminal, as plain lines, or not at all' -r -f -a "auto\t'Drawn where standard output and standard error are a terminal, else plain'
plain\t'A line for each thing that happens'
tty\t'Drawn'
quiet\t'Nothing but the ID of the image'"
complete -c coracle -n "__fish_coracle_using_subcommand buildx; and __fish_seen_subcommand_from build" -l pull -d 'When to pull the images that the build is based on' -r
complete -c coracle -n "__fish_coracle_using_subcommand buildx; and __fish_seen_subcommand_from build" -l secret -d 'A secret for RUN --mount=type=secret: id=ID,src=FILE, or id=ID,env=NAME' -r
complete -c coracle -n "__fish_coracle_using_subcommand buildx; and __fish_seen_subcommand_from build" -l skip-unused-stages -d 'Build no stage that the image does not need; false builds all' -r -f -a "true\t''
false\t''"
complete -c coracle -n "__fish_coracle_using_subcommand buildx; and __fish_seen_subcommand_from build" -l ssh -d 'An SSH agent for RUN --mount=type=ssh: default, ID=SOCKET, or ID=KEY[,KEY...] with files of keys' -r
complete -c coracle -n "__fish_coracle_using_subcommand buildx; and __fish_seen_subcommand_from build" -s t -l tag -d 'Give the image a name' -r
complete -c coracle -n "__fish_coracle_using_subcommand buildx; and __fish_seen_subcommand_from build" -l target -d 'Build this stage, and what it needs' -r
complete -c coracle -n "__fish_coracle_using_subcommand buildx; and __fish_seen_subcommand_from build" -l variant -d 'The variant of the processor architecture to build for' -r
complete -c coracle -n "__fish_coracle_using_subcommand buildx; and __fish_seen_subcommand_from build" -l annotation -d 'Add an annotation to the image\'s manifest' -r
complete -c coracle -n "__fish_coracle_using_subcommand buildx; and __fish_seen_subcommand_from build" -l env -d 'Set a variable in the image' -r
complete -c coracle -n "__fish_coracle_using_subcommand buildx; and __fish_seen_subcommand_from build" -l format -d 'The dialect of the image: oci or docker' -r -f -a "oci\t''
docker\t''"
complete -c coracle -n "__fish_coracle_using_subcommand buildx; and __fish_seen_subcommand_from build" -l inherit-labels -d 'Keep the labels of base images' -r -f -a "true\t''
false\t''"
complete -c coracle -n "__fish_coracle_using_subcommand buildx; and __fish_seen_subcommand_from build" -l label -d 'Add a label to the image' -r
complete -c coracle -n "__fish_coracle_using_subcommand buildx; and __fish_seen_subcommand_from build" -l omit-history -d 'Leave out of the image how it was made' -r -f -a "true\t''
false\t''"
complete -c coracle -n "__fish_coracle_using_subcommand buildx; and __fish_seen_subcommand_from build" -l timestamp -l source-date-epoch -d 'Give the image and all new files this time, in seconds since 1970' -r
complete -c coracle -n "__fish_coracle_using_subcommand buildx; and __fish_seen_subcommand_from build" -l unsetenv -d 'Remove a variable that the base image sets' -r
complete -c coracle -n "__fish_coracle_using_subcommand buildx; and __fish_seen_subcommand_from build" -l unsetlabel -d 'Remove a label that the base image has' -r
complete -c coracle -n "__fish_coracle_using_subcommand buildx; and __fish_seen_subcommand_from build" -l allow -d 'Accepted and without effect: what a build may do needs no leave' -r
complete -c coracle -n "__fish_coracle_using_subcommand buildx; and __fish_seen_subcommand_from build" -l attest -d 'Attestations, of which there are none: only type=…,disabled=true' -r
complete -c coracle -n "__fish_coracle_using_subcommand buildx; and __fish_seen_subcommand_from build" -l decryption-key -d 'Accepted to be refused: there are no encrypted images' -r
complete -c coracle -n "__fish_coracle_using_subcommand buildx; and __fish_seen_subcommand_from build" -s D -l disable-compression -l compress -d 'Accepted and without effect: layers in the store are never compressed' -r -f -a "true\t''
false\t''"
complete -c coracle -n "__fish_coracle_using_subcommand buildx; and __fish_seen_subcommand_from build" -l force-rm -d 'Accepted and without effect: containers of steps are always removed' -r -f -a "true\t''
false\t''"
complete -c coracle -n "__fish_coracle_using_subcommand buildx; and __fish_seen_subcommand_from build" -l identity-label -d 'Accepted: no label that names the engine is ever added' -r -f -a "true\t''
false\t''"
complete -c coracle -n "__fish_coracle_using_subcommand buildx; and __fish_seen_subcommand_from build" -l provenance -d 'Attestations of how the image was made, of which there are none: only false' -r
complete -c coracle -n "__fish_coracle_using_subcommand buildx; and __fish_seen_subcommand_from build" -l rm -d 'Accepted and without effect: containers of steps are always removed' -r -f -a "true\t''
false\t''"
complete -c coracle -n "__fish_coracle_using_subcommand buildx; and __fish_seen_subcommand_from build" -l sbom -d 'Lists of the image\'s parts, of which there are none: only false' -r
complete -c coracle -n "__fish_coracle_using_subcommand buildx; and __fish_seen_subcommand_from build" -l sign-by -d 'Accepted to be refused: images are not signed' -r
complete -c coracle -n "__fish_coracle_using_subcommand buildx; and __fish_seen_subcommand_from build" -l authfile -d 'Read credentials from this file' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand buildx; and __fish_seen_subcommand_from build" -l cert-dir -d 'Read authorities and client certificates from this directory' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand buildx; and __fish_seen_subcommand_from build" -l tls-verify -d 'Ask for HTTPS and a valid certificate; false allows plain HTTP' -r -f -a "true\t''
false\t''"
complete -c coracle -n "__fish_coracle_using_subcommand buildx; and __fish_seen_subcommand_from build" -l creds -d 'Credentials for the registry' -r
complete -c coracle -n "__fish_coracle_using_subcommand buildx; and __fish_seen_subcommand_from build" -l disable-content-trust -d 'Accepted for compatibility: content is verified by digest and by policy.json' -r -f -a "true\t''
false\t''"
complete -c coracle -n "__fish_coracle_using_subcommand buildx; and __fish_seen_subcommand_from build" -l retry -d 'How often to try again (default: 3)' -r
complete -c coracle -n "__fish_coracle_using_subcommand buildx; and __fish_seen_subcommand_from build" -l retry-delay -d 'Wait this long before the first time; each wait is twice the last one' -r
complete -c coracle -n "__fish_coracle_using_subcommand buildx; and __fish_seen_subcommand_from build" -l add-host -d 'Add a line to /etc/hosts' -r
complete -c coracle -n "__fish_coracle_using_subcommand buildx; and __fish_seen_subcommand_from build" -l dns -d 'Use this name server; none leaves /etc/resolv.conf as the image has it' -r
complete -c coracle -n "__fish_coracle_using_subcommand buildx; and __fish_seen_subcommand_from build" -l dns-option -l dns-opt -d 'Set an option of the resolver (resolv.conf(5))' -r
complete -c coracle -n "__fish_coracle_using_subcommand buildx; and __fish_seen_subcommand_from build" -l dns-search -d 'Look names up in this domain; . means in none' -r
complete -c coracle -n "__fish_coracle_using_subcommand buildx; and __fish_seen_subcommand_from build" -l network -l net -d 'How to reach the network: none, host, pasta or slirp4netns' -r
complete -c coracle -n "__fish_coracle_using_subcommand buildx; and __fish_seen_subcommand_from build" -l no-hosts -d 'Leave /etc/hosts as the image has it' -r -f -a "true\t''
false\t''"
complete -c coracle -n "__fish_coracle_using_subcommand buildx; and __fish_seen_subcommand_from build" -l cap-add -d 'Add a capability, or ALL' -r
complete -c coracle -n "__fish_coracle_using_subcommand buildx; and __fish_seen_subcommand_from build" -l cap-drop -d 'Drop a capability, or ALL' -r
complete -c coracle -n "__fish_coracle_using_subcommand buildx; and __fish_seen_subcommand_from build" -l security-opt -d 'Security options: no-new-privileges, seccomp=unconfined, seccomp=FILE' -r
complete -c coracle -n "__fish_coracle_using_subcommand buildx; and __fish_seen_subcommand_from build" -l cgroupns -d 'Control group namespace: host, private, container:NAME or ns:PATH' -r
complete -c coracle -n "__fish_coracle_using_subcommand buildx; and __fish_seen_subcommand_from build" -l group-add -d 'Add a group, by name or number; keep-groups keeps your own ones instead' -r
complete -c coracle -n "__fish_coracle_using_subcommand buildx; and __fish_seen_subcommand_from build" -l ipc -d 'IPC namespace: host, private, container:NAME or ns:PATH' -r
complete -c coracle -n "__fish_coracle_using_subcommand buildx; and __fish_seen_subcommand_from build" -l pid -d 'PID namespace: host, private, container:NAME or ns:PATH' -r
complete -c coracle -n "__fish_coracle_using_subcommand buildx; and __fish_seen_subcommand_from build" -l uts -d 'UTS namespace: host, private, container:NAME or ns:PATH' -r
complete -c coracle -n "__fish_coracle_using_subcommand buildx; and __fish_seen_subcommand_from build" -l cgroup-parent -d 'Make the control groups of commands in this slice of systemd\'s, or below this path' -r
complete -c coracle -n "__fish_coracle_using_subcommand buildx; and __fish_seen_subcommand_from build" -l cpu-period -d 'Microseconds after which the processor time of --cpu-quota is given anew, 1000 to 1000000' -r
complete -c coracle -n "__fish_coracle_using_subcommand buildx; and __fish_seen_subcommand_from build" -l cpu-quota -d 'Microseconds of processor time in each period, -1 for no limit' -r
complete -c coracle -n "__fish_coracle_using_subcommand buildx; and __fish_seen_subcommand_from build" -s c -l cpu-shares -d 'Relative weight of processor time, 1024 by default' -r
complete -c coracle -n "__fish_coracle_using_subcommand buildx; and __fish_seen_subcommand_from build" -l cpuset-cpus -d 'Processors to use, such as 0-3,5' -r
complete -c coracle -n "__fish_coracle_using_subcommand buildx; and __fish_seen_subcommand_from build" -l cpuset-mems -d 'Memory nodes to use, such as 0,1' -r
complete -c coracle -n "__fish_coracle_using_subcommand buildx; and __fish_seen_subcommand_from build" -l device -d 'Give commands a device of the host' -r
complete -c coracle -n "__fish_coracle_using_subcommand buildx; and __fish_seen_subcommand_from build" -l http-proxy -d 'Set the variables of the host that are about proxies' -r -f -a "true\t''
false\t''"
complete -c coracle -n "__fish_coracle_using_subcommand buildx; and __fish_seen_subcommand_from build" -l isolation -d 'How commands are kept apart; there is one way, the one of containers' -r -f -a "oci\t''
chroot\t''"
complete -c coracle -n "__fish_coracle_using_subcommand buildx; and __fish_seen_subcommand_from build" -s m -l memory -d 'Memory, such as 512m' -r
complete -c coracle -n "__fish_coracle_using_subcommand buildx; and __fish_seen_subcommand_from build" -l memory-swap -d 'Memory and swap together, -1 for as much swap as there is; twice --memory by default' -r
complete -c coracle -n "__fish_coracle_using_subcommand buildx; and __fish_seen_subcommand_from build" -l shm-size -d 'Size of /dev/shm' -r
complete -c coracle -n "__fish_coracle_using_subcommand buildx; and __fish_seen_subcommand_from build" -l ulimit -d 'Set a resource limit: SOFT, or SOFT:HARD' -r
complete -c coracle -n "__fish_coracle_using_subcommand buildx; and __fish_seen_subcommand_from build" -l userns -d 'User namespace; there is one way, host, which shares the one of all that the user runs' -r
complete -c coracle -n "__fish_coracle_using_subcommand buildx; and __fish_seen_subcommand_from build" -l userns-uid-map -d 'Accepted to be refused, as all of --userns but host' -r
complete -c coracle -n "__fish_coracle_using_subcommand buildx; and __fish_seen_subcommand_from build" -s v -l volume -d 'Mount a file or directory of the host for all commands' -r
complete -c coracle -n "__fish_coracle_using_subcommand buildx; and __fish_seen_subcommand_from build" -l noout -d 'Write nothing to standard output'
complete -c coracle -n "__fish_coracle_using_subcommand buildx; and __fish_seen_subcommand_from build" -l syslog -d 'Accepted for compatibility: messages go to standard error'
complete -c coracle -n "__fish_coracle_using_subcommand buildx; and __fish_seen_subcommand_from build" -l check -d 'Say what in the Dockerfile is probably not meant, and build nothing'
complete -c coracle -n "__fish_coracle_using_subcommand buildx; and __fish_seen_subcommand_from build" -l no-cache -d 'Do every step, whatever was done before'
complete -c coracle -n "__fish_coracle_using_subcommand buildx; and __fish_seen_subcommand_from build" -l push -d 'Push the image to the registry that its name means'
complete -c coracle -n "__fish_coracle_using_subcommand buildx; and __fish_seen_subcommand_from build" -s q -l quiet -d 'Print nothing but the ID of the image'
complete -c coracle -n "__fish_coracle_using_subcommand buildx; and __fish_seen_subcommand_from build" -l shell-on-failure -d 'Open a shell in what a RUN has left that fails'
complete -c coracle -n "__fish_coracle_using_subcommand buildx; and __fish_seen_subcommand_from build" -l why -d 'Say of each step why it was or was not reused'
complete -c coracle -n "__fish_coracle_using_subcommand buildx; and __fish_seen_subcommand_from build" -l rewrite-timestamp -d 'With --timestamp, leave the time of files that are older'
complete -c coracle -n "__fish_coracle_using_subcommand buildx; and __fish_seen_subcommand_from build" -l squash -d 'Make one layer of all that the build changes'
complete -c coracle -n "__fish_coracle_using_subcommand buildx; and __fish_seen_subcommand_from build" -l squash-all -d 'Make one layer of the whole image'
complete -c coracle -n "__fish_coracle_using_subcommand buildx; and __fish_seen_subcommand_from build" -l load -d 'Accepted and without effect: the image is always put into the store'
complete -c coracle -n "__fish_coracle_using_subcommand buildx; and __fish_seen_subcommand_from build" -l no-hostname -d 'Leave /etc/hostname as the image has it'
complete -c coracle -n "__fish_coracle_using_subcommand buildx; and __fish_seen_subcommand_from build" -s h -l help -d 'Print help'
complete -c coracle -n "__fish_coracle_using_subcommand buildx; and __fish_seen_subcommand_from prune" -l log-level -d 'Log messages at and above this level to standard error' -r -f -a "trace\t''
debug\t''
info\t''
warn\t''
error\t''"
complete -c coracle -n "__fish_coracle_using_subcommand buildx; and __fish_seen_subcommand_from prune" -l events-backend -d 'Accepted for compatibility; events are kept in files' -r -f -a "file\t''"
complete -c coracle -n "__fish_coracle_using_subcommand buildx; and __fish_seen_subcommand_from prune" -l default-mounts-file -d 'Accepted to be refused: a file of mounts that every container would get' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand buildx; and __fish_seen_subcommand_from prune" -l hooks-dir -d 'Accepted to be refused: programs that the runtime would call' -r
complete -c coracle -n "__fish_coracle_using_subcommand buildx; and __fish_seen_subcommand_from prune" -l out -d 'Write to this file what goes to standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand buildx; and __fish_seen_subcommand_from prune" -l root -d 'Directory for images and containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand buildx; and __fish_seen_subcommand_from prune" -l runroot -d 'Directory for the state of running containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand buildx; and __fish_seen_subcommand_from prune" -l runtime -d 'Accepted for compatibility: the runtime is built in' -r
complete -c coracle -n "__fish_coracle_using_subcommand buildx; and __fish_seen_subcommand_from prune" -l runtime-flag -d 'Accepted for compatibility, as --runtime' -r
complete -c coracle -n "__fish_coracle_using_subcommand buildx; and __fish_seen_subcommand_from prune" -l storage-driver -d 'Accepted for compatibility; there is one storage driver' -r
complete -c coracle -n "__fish_coracle_using_subcommand buildx; and __fish_seen_subcommand_from prune" -l storage-opt -d 'How new containers\' files are served: union.plan=userspace, hybrid or direct' -r
complete -c coracle -n "__fish_coracle_using_subcommand buildx; and __fish_seen_subcommand_from prune" -l filter -d 'Forget only what was not used for some time: until=DURATION' -r
complete -c coracle -n "__fish_coracle_using_subcommand buildx; and __fish_seen_subcommand_from prune" -l keep-storage -l max-used-space -d 'Keep as much as this of what was used last' -r
complete -c coracle -n "__fish_coracle_using_subcommand buildx; and __fish_seen_subcommand_from prune" -l noout -d 'Write nothing to standard output'
complete -c coracle -n "__fish_coracle_using_subcommand buildx; and __fish_seen_subcommand_from prune" -l syslog -d 'Accepted for compatibility: messages go to standard error'
complete -c coracle -n "__fish_coracle_using_subcommand buildx; and __fish_seen_subcommand_from prune" -s a -l all -d 'Cache mounts too'
complete -c coracle -n "__fish_coracle_using_subcommand buildx; and __fish_seen_subcommand_from prune" -s f -l force -d 'Do not ask'
complete -c coracle -n "__fish_coracle_using_subcommand buildx; and __fish_seen_subcommand_from prune" -s h -l help -d 'Print help'
complete -c coracle -n "__fish_coracle_using_subcommand commit" -l log-level -d 'Log messages at and above this level to standard error' -r -f -a "trace\t''
debug\t''
info\t''
warn\t''
error\t''"
complete -c coracle -n "__fish_coracle_using_subcommand commit" -l events-backend -d 'Accepted for compatibility; events are kept in files' -r -f -a "file\t''"
complete -c coracle -n "__fish_coracle_using_subcommand commit" -l default-mounts-file -d 'Accepted to be refused: a file of mounts that every container would get' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand commit" -l hooks-dir -d 'Accepted to be refused: programs that the runtime would call' -r
complete -c coracle -n "__fish_coracle_using_subcommand commit" -l out -d 'Write to this file what goes to standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand commit" -l root -d 'Directory for images and containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand commit" -l runroot -d 'Directory for the state of running containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand commit" -l runtime -d 'Accepted for compatibility: the runtime is built in' -r
complete -c coracle -n "__fish_coracle_using_subcommand commit" -l runtime-flag -d 'Accepted for compatibility, as --runtime' -r
complete -c coracle -n "__fish_coracle_using_subcommand commit" -l storage-driver -d 'Accepted for compatibility; there is one storage driver' -r
complete -c coracle -n "__fish_coracle_using_subcommand commit" -l storage-opt -d 'How new containers\' files are served: union.plan=userspace, hybrid or direct' -r
complete -c coracle -n "__fish_coracle_using_subcommand commit" -s a -l author -d 'Say who made the image' -r
complete -c coracle -n "__fish_coracle_using_subcommand commit" -s c -l change -d 'Apply an instruction to the image\'s configuration: CMD, ENTRYPOINT, ENV, EXPOSE, LABEL, USER, WORKDIR, …' -r
complete -c coracle -n "__fish_coracle_using_subcommand commit" -s f -l format -d 'Write the manifest in this format' -r -f -a "oci\t''
docker\t'Docker\'s, schema 2'"
complete -c coracle -n "__fish_coracle_using_subcommand commit" -l iidfile -d 'Write the image\'s ID to a file' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand commit" -s m -l message -d 'Set the message of the image\'s history' -r
complete -c coracle -n "__fish_coracle_using_subcommand commit" -s p -l pause -d 'Let the container stand still meanwhile' -r -f -a "true\t''
false\t''"
complete -c coracle -n "__fish_coracle_using_subcommand commit" -l noout -d 'Write nothing to standard output'
complete -c coracle -n "__fish_coracle_using_subcommand commit" -l syslog -d 'Accepted for compatibility: messages go to standard error'
complete -c coracle -n "__fish_coracle_using_subcommand commit" -l include-volumes -d 'Declare all mounts of the container as volumes of the image'
complete -c coracle -n "__fish_coracle_using_subcommand commit" -s q -l quiet -d 'Show no progress'
complete -c coracle -n "__fish_coracle_using_subcommand commit" -s s -l squash -d 'Make an image of one layer with all files'
complete -c coracle -n "__fish_coracle_using_subcommand commit" -s h -l help -d 'Print help'
complete -c coracle -n "__fish_coracle_using_subcommand completion" -l log-level -d 'Log messages at and above this level to standard error' -r -f -a "trace\t''
debug\t''
info\t''
warn\t''
error\t''"
complete -c coracle -n "__fish_coracle_using_subcommand completion" -l events-backend -d 'Accepted for compatibility; events are kept in files' -r -f -a "file\t''"
complete -c coracle -n "__fish_coracle_using_subcommand completion" -l default-mounts-file -d 'Accepted to be refused: a file of mounts that every container would get' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand completion" -l hooks-dir -d 'Accepted to be refused: programs that the runtime would call' -r
complete -c coracle -n "__fish_coracle_using_subcommand completion" -l out -d 'Write to this file what goes to standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand completion" -l root -d 'Directory for images and containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand completion" -l runroot -d 'Directory for the state of running containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand completion" -l runtime -d 'Accepted for compatibility: the runtime is built in' -r
complete -c coracle -n "__fish_coracle_using_subcommand completion" -l runtime-flag -d 'Accepted for compatibility, as --runtime' -r
complete -c coracle -n "__fish_coracle_using_subcommand completion" -l storage-driver -d 'Accepted for compatibility; there is one storage driver' -r
complete -c coracle -n "__fish_coracle_using_subcommand completion" -l storage-opt -d 'How new containers\' files are served: union.plan=userspace, hybrid or direct' -r
complete -c coracle -n "__fish_coracle_using_subcommand completion" -s f -l file -d 'Write to this file instead of standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand completion" -l noout -d 'Write nothing to standard output'
complete -c coracle -n "__fish_coracle_using_subcommand completion" -l syslog -d 'Accepted for compatibility: messages go to standard error'
complete -c coracle -n "__fish_coracle_using_subcommand completion" -s h -l help -d 'Print help'
complete -c coracle -n "__fish_coracle_using_subcommand container; and not __fish_seen_subcommand_from attach checkpoint clone commit cp create diff exec export exists init inspect kill logs ls list ps mount pause port prune rename restart restore rm run runlabel start stats stop top umount unmount unpause update wait" -l log-level -d 'Log messages at and above this level to standard error' -r -f -a "trace\t''
debug\t''
info\t''
warn\t''
error\t''"
complete -c coracle -n "__fish_coracle_using_subcommand container; and not __fish_seen_subcommand_from attach checkpoint clone commit cp create diff exec export exists init inspect kill logs ls list ps mount pause port prune rename restart restore rm run runlabel start stats stop top umount unmount unpause update wait" -l events-backend -d 'Accepted for compatibility; events are kept in files' -r -f -a "file\t''"
complete -c coracle -n "__fish_coracle_using_subcommand container; and not __fish_seen_subcommand_from attach checkpoint clone commit cp create diff exec export exists init inspect kill logs ls list ps mount pause port prune rename restart restore rm run runlabel start stats stop top umount unmount unpause update wait" -l default-mounts-file -d 'Accepted to be refused: a file of mounts that every container would get' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and not __fish_seen_subcommand_from attach checkpoint clone commit cp create diff exec export exists init inspect kill logs ls list ps mount pause port prune rename restart restore rm run runlabel start stats stop top umount unmount unpause update wait" -l hooks-dir -d 'Accepted to be refused: programs that the runtime would call' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and not __fish_seen_subcommand_from attach checkpoint clone commit cp create diff exec export exists init inspect kill logs ls list ps mount pause port prune rename restart restore rm run runlabel start stats stop top umount unmount unpause update wait" -l out -d 'Write to this file what goes to standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and not __fish_seen_subcommand_from attach checkpoint clone commit cp create diff exec export exists init inspect kill logs ls list ps mount pause port prune rename restart restore rm run runlabel start stats stop top umount unmount unpause update wait" -l root -d 'Directory for images and containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and not __fish_seen_subcommand_from attach checkpoint clone commit cp create diff exec export exists init inspect kill logs ls list ps mount pause port prune rename restart restore rm run runlabel start stats stop top umount unmount unpause update wait" -l runroot -d 'Directory for the state of running containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and not __fish_seen_subcommand_from attach checkpoint clone commit cp create diff exec export exists init inspect kill logs ls list ps mount pause port prune rename restart restore rm run runlabel start stats stop top umount unmount unpause update wait" -l runtime -d 'Accepted for compatibility: the runtime is built in' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and not __fish_seen_subcommand_from attach checkpoint clone commit cp create diff exec export exists init inspect kill logs ls list ps mount pause port prune rename restart restore rm run runlabel start stats stop top umount unmount unpause update wait" -l runtime-flag -d 'Accepted for compatibility, as --runtime' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and not __fish_seen_subcommand_from attach checkpoint clone commit cp create diff exec export exists init inspect kill logs ls list ps mount pause port prune rename restart restore rm run runlabel start stats stop top umount unmount unpause update wait" -l storage-driver -d 'Accepted for compatibility; there is one storage driver' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and not __fish_seen_subcommand_from attach checkpoint clone commit cp create diff exec export exists init inspect kill logs ls list ps mount pause port prune rename restart restore rm run runlabel start stats stop top umount unmount unpause update wait" -l storage-opt -d 'How new containers\' files are served: union.plan=userspace, hybrid or direct' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and not __fish_seen_subcommand_from attach checkpoint clone commit cp create diff exec export exists init inspect kill logs ls list ps mount pause port prune rename restart restore rm run runlabel start stats stop top umount unmount unpause update wait" -l noout -d 'Write nothing to standard output'
complete -c coracle -n "__fish_coracle_using_subcommand container; and not __fish_seen_subcommand_from attach checkpoint clone commit cp create diff exec export exists init inspect kill logs ls list ps mount pause port prune rename restart restore rm run runlabel start stats stop top umount unmount unpause update wait" -l syslog -d 'Accepted for compatibility: messages go to standard error'
complete -c coracle -n "__fish_coracle_using_subcommand container; and not __fish_seen_subcommand_from attach checkpoint clone commit cp create diff exec export exists init inspect kill logs ls list ps mount pause port prune rename restart restore rm run runlabel start stats stop top umount unmount unpause update wait" -s h -l help -d 'Print help'
complete -c coracle -n "__fish_coracle_using_subcommand container; and not __fish_seen_subcommand_from attach checkpoint clone commit cp create diff exec export exists init inspect kill logs ls list ps mount pause port prune rename restart restore rm run runlabel start stats stop top umount unmount unpause update wait" -f -a "attach" -d 'Attach to a container that runs'
complete -c coracle -n "__fish_coracle_using_subcommand container; and not __fish_seen_subcommand_from attach checkpoint clone commit cp create diff exec export exists init inspect kill logs ls list ps mount pause port prune rename restart restore rm run runlabel start stats stop top umount unmount unpause update wait" -f -a "checkpoint" -d 'Whatever is typed behind such a verb'
complete -c coracle -n "__fish_coracle_using_subcommand container; and not __fish_seen_subcommand_from attach checkpoint clone commit cp create diff exec export exists init inspect kill logs ls list ps mount pause port prune rename restart restore rm run runlabel start stats stop top umount unmount unpause update wait" -f -a "clone" -d 'Whatever is typed behind such a verb'
complete -c coracle -n "__fish_coracle_using_subcommand container; and not __fish_seen_subcommand_from attach checkpoint clone commit cp create diff exec export exists init inspect kill logs ls list ps mount pause port prune rename restart restore rm run runlabel start stats stop top umount unmount unpause update wait" -f -a "commit" -d 'Make an image of a container'
complete -c coracle -n "__fish_coracle_using_subcommand container; and not __fish_seen_subcommand_from attach checkpoint clone commit cp create diff exec export exists init inspect kill logs ls list ps mount pause port prune rename restart restore rm run runlabel start stats stop top umount unmount unpause update wait" -f -a "cp" -d 'Copy files between a container and the host'
complete -c coracle -n "__fish_coracle_using_subcommand container; and not __fish_seen_subcommand_from attach checkpoint clone commit cp create diff exec export exists init inspect kill logs ls list ps mount pause port prune rename restart restore rm run runlabel start stats stop top umount unmount unpause update wait" -f -a "create" -d 'Make a container without starting it'
complete -c coracle -n "__fish_coracle_using_subcommand container; and not __fish_seen_subcommand_from attach checkpoint clone commit cp create diff exec export exists init inspect kill logs ls list ps mount pause port prune rename restart restore rm run runlabel start stats stop top umount unmount unpause update wait" -f -a "diff" -d 'Show which files of a container or an image have changed'
complete -c coracle -n "__fish_coracle_using_subcommand container; and not __fish_seen_subcommand_from attach checkpoint clone commit cp create diff exec export exists init inspect kill logs ls list ps mount pause port prune rename restart restore rm run runlabel start stats stop top umount unmount unpause update wait" -f -a "exec" -d 'Run a command in a container that runs'
complete -c coracle -n "__fish_coracle_using_subcommand container; and not __fish_seen_subcommand_from attach checkpoint clone commit cp create diff exec export exists init inspect kill logs ls list ps mount pause port prune rename restart restore rm run runlabel start stats stop top umount unmount unpause update wait" -f -a "export" -d 'Write a container\'s root file system as an archive'
complete -c coracle -n "__fish_coracle_using_subcommand container; and not __fish_seen_subcommand_from attach checkpoint clone commit cp create diff exec export exists init inspect kill logs ls list ps mount pause port prune rename restart restore rm run runlabel start stats stop top umount unmount unpause update wait" -f -a "exists" -d 'Say whether a container exists'
complete -c coracle -n "__fish_coracle_using_subcommand container; and not __fish_seen_subcommand_from attach checkpoint clone commit cp create diff exec export exists init inspect kill logs ls list ps mount pause port prune rename restart restore rm run runlabel start stats stop top umount unmount unpause update wait" -f -a "init" -d 'Make containers ready to start'
complete -c coracle -n "__fish_coracle_using_subcommand container; and not __fish_seen_subcommand_from attach checkpoint clone commit cp create diff exec export exists init inspect kill logs ls list ps mount pause port prune rename restart restore rm run runlabel start stats stop top umount unmount unpause update wait" -f -a "inspect" -d 'Show everything about containers or images'
complete -c coracle -n "__fish_coracle_using_subcommand container; and not __fish_seen_subcommand_from attach checkpoint clone commit cp create diff exec export exists init inspect kill logs ls list ps mount pause port prune rename restart restore rm run runlabel start stats stop top umount unmount unpause update wait" -f -a "kill" -d 'Send a signal to containers'
complete -c coracle -n "__fish_coracle_using_subcommand container; and not __fish_seen_subcommand_from attach checkpoint clone commit cp create diff exec export exists init inspect kill logs ls list ps mount pause port prune rename restart restore rm run runlabel start stats stop top umount unmount unpause update wait" -f -a "logs" -d 'Show the output of containers'
complete -c coracle -n "__fish_coracle_using_subcommand container; and not __fish_seen_subcommand_from attach checkpoint clone commit cp create diff exec export exists init inspect kill logs ls list ps mount pause port prune rename restart restore rm run runlabel start stats stop top umount unmount unpause update wait" -f -a "ls" -d 'List containers'
complete -c coracle -n "__fish_coracle_using_subcommand container; and not __fish_seen_subcommand_from attach checkpoint clone commit cp create diff exec export exists init inspect kill logs ls list ps mount pause port prune rename restart restore rm run runlabel start stats stop top umount unmount unpause update wait" -f -a "list" -d 'List containers'
complete -c coracle -n "__fish_coracle_using_subcommand container; and not __fish_seen_subcommand_from attach checkpoint clone commit cp create diff exec export exists init inspect kill logs ls list ps mount pause port prune rename restart restore rm run runlabel start stats stop top umount unmount unpause update wait" -f -a "ps" -d 'List containers'
complete -c coracle -n "__fish_coracle_using_subcommand container; and not __fish_seen_subcommand_from attach checkpoint clone commit cp create diff exec export exists init inspect kill logs ls list ps mount pause port prune rename restart restore rm run runlabel start stats stop top umount unmount unpause update wait" -f -a "mount" -d 'Mount the root file systems of containers and print where'
complete -c coracle -n "__fish_coracle_using_subcommand container; and not __fish_seen_subcommand_from attach checkpoint clone commit cp create diff exec export exists init inspect kill logs ls list ps mount pause port prune rename restart restore rm run runlabel start stats stop top umount unmount unpause update wait" -f -a "pause" -d 'Stop the processes of containers for a while'
complete -c coracle -n "__fish_coracle_using_subcommand container; and not __fish_seen_subcommand_from attach checkpoint clone commit cp create diff exec export exists init inspect kill logs ls list ps mount pause port prune rename restart restore rm run runlabel start stats stop top umount unmount unpause update wait" -f -a "port" -d 'Show the published ports of containers that run'
complete -c coracle -n "__fish_coracle_using_subcommand container; and not __fish_seen_subcommand_from attach checkpoint clone commit cp create diff exec export exists init inspect kill logs ls list ps mount pause port prune rename restart restore rm run runlabel start stats stop top umount unmount unpause update wait" -f -a "prune" -d 'Remove all containers that do not run'
complete -c coracle -n "__fish_coracle_using_subcommand container; and not __fish_seen_subcommand_from attach checkpoint clone commit cp create diff exec export exists init inspect kill logs ls list ps mount pause port prune rename restart restore rm run runlabel start stats stop top umount unmount unpause update wait" -f -a "rename" -d 'Give a container another name'
complete -c coracle -n "__fish_coracle_using_subcommand container; and not __fish_seen_subcommand_from attach checkpoint clone commit cp create diff exec export exists init inspect kill logs ls list ps mount pause port prune rename restart restore rm run runlabel start stats stop top umount unmount unpause update wait" -f -a "restart" -d 'Stop containers and start them again'
complete -c coracle -n "__fish_coracle_using_subcommand container; and not __fish_seen_subcommand_from attach checkpoint clone commit cp create diff exec export exists init inspect kill logs ls list ps mount pause port prune rename restart restore rm run runlabel start stats stop top umount unmount unpause update wait" -f -a "restore" -d 'Whatever is typed behind such a verb'
complete -c coracle -n "__fish_coracle_using_subcommand container; and not __fish_seen_subcommand_from attach checkpoint clone commit cp create diff exec export exists init inspect kill logs ls list ps mount pause port prune rename restart restore rm run runlabel start stats stop top umount unmount unpause update wait" -f -a "rm" -d 'Remove containers'
complete -c coracle -n "__fish_coracle_using_subcommand container; and not __fish_seen_subcommand_from attach checkpoint clone commit cp create diff exec export exists init inspect kill logs ls list ps mount pause port prune rename restart restore rm run runlabel start stats stop top umount unmount unpause update wait" -f -a "run" -d 'Run a command in a new container'
complete -c coracle -n "__fish_coracle_using_subcommand container; and not __fish_seen_subcommand_from attach checkpoint clone commit cp create diff exec export exists init inspect kill logs ls list ps mount pause port prune rename restart restore rm run runlabel start stats stop top umount unmount unpause update wait" -f -a "runlabel" -d 'Whatever is typed behind such a verb'
complete -c coracle -n "__fish_coracle_using_subcommand container; and not __fish_seen_subcommand_from attach checkpoint clone commit cp create diff exec export exists init inspect kill logs ls list ps mount pause port prune rename restart restore rm run runlabel start stats stop top umount unmount unpause update wait" -f -a "start" -d 'Start containers'
complete -c coracle -n "__fish_coracle_using_subcommand container; and not __fish_seen_subcommand_from attach checkpoint clone commit cp create diff exec export exists init inspect kill logs ls list ps mount pause port prune rename restart restore rm run runlabel start stats stop top umount unmount unpause update wait" -f -a "stats" -d 'Show what containers use of the host'
complete -c coracle -n "__fish_coracle_using_subcommand container; and not __fish_seen_subcommand_from attach checkpoint clone commit cp create diff exec export exists init inspect kill logs ls list ps mount pause port prune rename restart restore rm run runlabel start stats stop top umount unmount unpause update wait" -f -a "stop" -d 'Stop containers'
complete -c coracle -n "__fish_coracle_using_subcommand container; and not __fish_seen_subcommand_from attach checkpoint clone commit cp create diff exec export exists init inspect kill logs ls list ps mount pause port prune rename restart restore rm run runlabel start stats stop top umount unmount unpause update wait" -f -a "top" -d 'Show the processes of a container'
complete -c coracle -n "__fish_coracle_using_subcommand container; and not __fish_seen_subcommand_from attach checkpoint clone commit cp create diff exec export exists init inspect kill logs ls list ps mount pause port prune rename restart restore rm run runlabel start stats stop top umount unmount unpause update wait" -f -a "umount" -d 'Take the mounts of containers away'
complete -c coracle -n "__fish_coracle_using_subcommand container; and not __fish_seen_subcommand_from attach checkpoint clone commit cp create diff exec export exists init inspect kill logs ls list ps mount pause port prune rename restart restore rm run runlabel start stats stop top umount unmount unpause update wait" -f -a "unmount" -d 'Take the mounts of containers away'
complete -c coracle -n "__fish_coracle_using_subcommand container; and not __fish_seen_subcommand_from attach checkpoint clone commit cp create diff exec export exists init inspect kill logs ls list ps mount pause port prune rename restart restore rm run runlabel start stats stop top umount unmount unpause update wait" -f -a "unpause" -d 'Let the processes of paused containers go on'
complete -c coracle -n "__fish_coracle_using_subcommand container; and not __fish_seen_subcommand_from attach checkpoint clone commit cp create diff exec export exists init inspect kill logs ls list ps mount pause port prune rename restart restore rm run runlabel start stats stop top umount unmount unpause update wait" -f -a "update" -d 'Change the settings of a container'
complete -c coracle -n "__fish_coracle_using_subcommand container; and not __fish_seen_subcommand_from attach checkpoint clone commit cp create diff exec export exists init inspect kill logs ls list ps mount pause port prune rename restart restore rm run runlabel start stats stop top umount unmount unpause update wait" -f -a "wait" -d 'Wait for containers and print their exit codes'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from attach" -l log-level -d 'Log messages at and above this level to standard error' -r -f -a "trace\t''
debug\t''
info\t''
warn\t''
error\t''"
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from attach" -l events-backend -d 'Accepted for compatibility; events are kept in files' -r -f -a "file\t''"
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from attach" -l default-mounts-file -d 'Accepted to be refused: a file of mounts that every container would get' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from attach" -l hooks-dir -d 'Accepted to be refused: programs that the runtime would call' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from attach" -l out -d 'Write to this file what goes to standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from attach" -l root -d 'Directory for images and containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from attach" -l runroot -d 'Directory for the state of running containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from attach" -l runtime -d 'Accepted for compatibility: the runtime is built in' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from attach" -l runtime-flag -d 'Accepted for compatibility, as --runtime' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from attach" -l storage-driver -d 'Accepted for compatibility; there is one storage driver' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from attach" -l storage-opt -d 'How new containers\' files are served: union.plan=userspace, hybrid or direct' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from attach" -l detach-keys -d 'Keys that end the session and leave the container running; nothing turns them off (default: ctrl-p,ctrl-q)' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from attach" -l sig-proxy -d 'Pass signals on to the container' -r -f -a "true\t''
false\t''"
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from attach" -l noout -d 'Write nothing to standard output'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from attach" -l syslog -d 'Accepted for compatibility: messages go to standard error'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from attach" -s l -l latest -d 'Use the container that was made last'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from attach" -l no-stdin -d 'Leave standard input alone'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from attach" -s h -l help -d 'Print help'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from checkpoint" -l log-level -d 'Log messages at and above this level to standard error' -r -f -a "trace\t''
debug\t''
info\t''
warn\t''
error\t''"
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from checkpoint" -l events-backend -d 'Accepted for compatibility; events are kept in files' -r -f -a "file\t''"
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from checkpoint" -l default-mounts-file -d 'Accepted to be refused: a file of mounts that every container would get' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from checkpoint" -l hooks-dir -d 'Accepted to be refused: programs that the runtime would call' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from checkpoint" -l out -d 'Write to this file what goes to standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from checkpoint" -l root -d 'Directory for images and containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from checkpoint" -l runroot -d 'Directory for the state of running containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from checkpoint" -l runtime -d 'Accepted for compatibility: the runtime is built in' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from checkpoint" -l runtime-flag -d 'Accepted for compatibility, as --runtime' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from checkpoint" -l storage-driver -d 'Accepted for compatibility; there is one storage driver' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from checkpoint" -l storage-opt -d 'How new containers\' files are served: union.plan=userspace, hybrid or direct' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from checkpoint" -l noout -d 'Write nothing to standard output'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from checkpoint" -l syslog -d 'Accepted for compatibility: messages go to standard error'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from checkpoint" -s h -l help -d 'Print help'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from clone" -l log-level -d 'Log messages at and above this level to standard error' -r -f -a "trace\t''
debug\t''
info\t''
warn\t''
error\t''"
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from clone" -l events-backend -d 'Accepted for compatibility; events are kept in files' -r -f -a "file\t''"
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from clone" -l default-mounts-file -d 'Accepted to be refused: a file of mounts that every container would get' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from clone" -l hooks-dir -d 'Accepted to be refused: programs that the runtime would call' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from clone" -l out -d 'Write to this file what goes to standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from clone" -l root -d 'Directory for images and containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from clone" -l runroot -d 'Directory for the state of running containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from clone" -l runtime -d 'Accepted for compatibility: the runtime is built in' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from clone" -l runtime-flag -d 'Accepted for compatibility, as --runtime' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from clone" -l storage-driver -d 'Accepted for compatibility; there is one storage driver' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from clone" -l storage-opt -d 'How new containers\' files are served: union.plan=userspace, hybrid or direct' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from clone" -l noout -d 'Write nothing to standard output'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from clone" -l syslog -d 'Accepted for compatibility: messages go to standard error'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from clone" -s h -l help -d 'Print help'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from commit" -l log-level -d 'Log messages at and above this level to standard error' -r -f -a "trace\t''
debug\t''
info\t''
warn\t''
error\t''"
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from commit" -l events-backend -d 'Accepted for compatibility; events are kept in files' -r -f -a "file\t''"
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from commit" -l default-mounts-file -d 'Accepted to be refused: a file of mounts that every container would get' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from commit" -l hooks-dir -d 'Accepted to be refused: programs that the runtime would call' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from commit" -l out -d 'Write to this file what goes to standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from commit" -l root -d 'Directory for images and containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from commit" -l runroot -d 'Directory for the state of running containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from commit" -l runtime -d 'Accepted for compatibility: the runtime is built in' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from commit" -l runtime-flag -d 'Accepted for compatibility, as --runtime' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from commit" -l storage-driver -d 'Accepted for compatibility; there is one storage driver' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from commit" -l storage-opt -d 'How new containers\' files are served: union.plan=userspace, hybrid or direct' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from commit" -s a -l author -d 'Say who made the image' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from commit" -s c -l change -d 'Apply an instruction to the image\'s configuration: CMD, ENTRYPOINT, ENV, EXPOSE, LABEL, USER, WORKDIR, …' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from commit" -s f -l format -d 'Write the manifest in this format' -r -f -a "oci\t''
docker\t'Docker\'s, schema 2'"
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from commit" -l iidfile -d 'Write the image\'s ID to a file' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from commit" -s m -l message -d 'Set the message of the image\'s history' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from commit" -s p -l pause -d 'Let the container stand still meanwhile' -r -f -a "true\t''
false\t''"
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from commit" -l noout -d 'Write nothing to standard output'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from commit" -l syslog -d 'Accepted for compatibility: messages go to standard error'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from commit" -l include-volumes -d 'Declare all mounts of the container as volumes of the image'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from commit" -s q -l quiet -d 'Show no progress'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from commit" -s s -l squash -d 'Make an image of one layer with all files'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from commit" -s h -l help -d 'Print help'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from cp" -l log-level -d 'Log messages at and above this level to standard error' -r -f -a "trace\t''
debug\t''
info\t''
warn\t''
error\t''"
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from cp" -l events-backend -d 'Accepted for compatibility; events are kept in files' -r -f -a "file\t''"
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from cp" -l default-mounts-file -d 'Accepted to be refused: a file of mounts that every container would get' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from cp" -l hooks-dir -d 'Accepted to be refused: programs that the runtime would call' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from cp" -l out -d 'Write to this file what goes to standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from cp" -l root -d 'Directory for images and containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from cp" -l runroot -d 'Directory for the state of running containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from cp" -l runtime -d 'Accepted for compatibility: the runtime is built in' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from cp" -l runtime-flag -d 'Accepted for compatibility, as --runtime' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from cp" -l storage-driver -d 'Accepted for compatibility; there is one storage driver' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from cp" -l storage-opt -d 'How new containers\' files are served: union.plan=userspace, hybrid or direct' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from cp" -s a -l archive -d 'Give what comes into a container to the container\'s user; with =false the owners stay' -r -f -a "true\t''
false\t''"
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from cp" -l noout -d 'Write nothing to standard output'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from cp" -l syslog -d 'Accepted for compatibility: messages go to standard error'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from cp" -l overwrite -d 'Let directories and other files replace each other'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from cp" -l pause -d 'Accepted for compatibility; nothing needs to stand still'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from cp" -s h -l help -d 'Print help'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from create" -l log-level -d 'Log messages at and above this level to standard error' -r -f -a "trace\t''
debug\t''
info\t''
warn\t''
error\t''"
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from create" -l events-backend -d 'Accepted for compatibility; events are kept in files' -r -f -a "file\t''"
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from create" -l default-mounts-file -d 'Accepted to be refused: a file of mounts that every container would get' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from create" -l hooks-dir -d 'Accepted to be refused: programs that the runtime would call' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from create" -l out -d 'Write to this file what goes to standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from create" -l root -d 'Directory for images and containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from create" -l runroot -d 'Directory for the state of running containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from create" -l runtime -d 'Accepted for compatibility: the runtime is built in' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from create" -l runtime-flag -d 'Accepted for compatibility, as --runtime' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from create" -l storage-driver -d 'Accepted for compatibility; there is one storage driver' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from create" -l storage-opt -d 'How new containers\' files are served: union.plan=userspace, hybrid or direct' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from create" -s a -l attach -d 'Attach to standard input, output or errors only' -r -f -a "stdin\t''
stdout\t''
stderr\t''"
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from create" -l annotation -d 'Set an annotation' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from create" -l arch -d 'Use the image for this processor architecture' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from create" -l cidfile -d 'Write the container\'s ID to a file' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from create" -l conmon-pidfile -d 'Write the number of the container\'s monitor to a file' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from create" -l detach-keys -d 'Keys that end the session and leave the container running; nothing turns them off (default: ctrl-p,ctrl-q)' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from create" -l init -d 'Run an init process that forwards signals and reaps processes' -r -f -a "true\t''
false\t''"
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from create" -l init-path -d 'With --init, use this program of the host for it, and not the engine\'s own' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from create" -s l -l label -d 'Set a label' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from create" -l label-file -d 'Read labels from a file, one on each line' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from create" -l log-driver -d 'Where the output is kept (default: k8s-file)' -r -f -a "k8s-file\t'In a file, line by line, with stream and time'
json-file\t'The same by Docker\'s name, in the same format'
journald\t'In the system\'s journal'
none\t'Nowhere'
passthrough\t'Nowhere: the container writes to the caller\'s own streams, which are no terminal'
passthrough-tty\t'The same, on a terminal too'"
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from create" -l log-opt -d 'Options of the log driver: path=FILE, max-size=SIZE, max-file=NUMBER; for the journal tag=NAME, label=KEY=VALUE' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from create" -l name -d 'Name the container' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from create" -l os -d 'Use the image for this operating system' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from create" -l pidfile -d 'Write the number of the container\'s first process to a file' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from create" -l platform -d 'Use the image for this platform, OS/ARCH[/VARIANT]' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from create" -l pull -d 'When to pull the image (default: missing)' -r -f -a "always\t''
missing\t''
never\t''
newer\t''"
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from create" -l requires -d 'Start these containers before this one, and keep them from being removed before it' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from create" -l restart -d 'When to start the container again: no, on-failure[:RETRIES], always or unless-stopped' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from create" -l sig-proxy -d 'Pass signals on to the container' -r -f -a "true\t''
false\t''"
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from create" -l stop-signal -d 'Signal that stops the container' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from create" -l stop-timeout -d 'Seconds to wait before a stopping container is killed (default: 10)' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from create" -l timeout -d 'Kill the container when it has run for so many seconds, 0 for never' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from create" -l variant -d 'Use the image for this variant of the architecture' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from create" -l entrypoint -d 'Run this instead of the image\'s entrypoint; a JSON array may give it arguments' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from create" -s e -l env -d 'Set a variable; without a value, take it from the host; KEY* takes all that begin so' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from create" -l env-file -d 'Read variables from a file' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from create" -l env-host -d 'Set all variables of the host' -r -f -a "true\t''
false\t''"
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from create" -l env-merge -d 'Set a variable to a value in which ${NAME} is the image\'s' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from create" -s h -l hostname -d 'Set the container\'s host name' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from create" -l http-proxy -d 'Set the variables of the host that are about proxies' -r -f -a "true\t''
false\t''"
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from create" -l oom-score-adj -d 'How likely the kernel ends the command when memory is short: -1000 to 1000' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from create" -l sdnotify -d 'Who tells the service manager that a service is ready: the container, the engine when the command runs or the container is healthy, or nobody' -r -f -a "container\t''
conmon\t''
healthy\t''
ignore\t''"
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from create" -l sysctl -d 'Set a kernel parameter of the container\'s namespaces' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from create" -l systemd -d 'Make the container fit for systemd: when it is the command, never, or always' -r -f -a "true\t'When the command is systemd or init'
false\t''
always\t''"
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from create" -l tz -d 'Set the time zone: a name such as Europe/Rome, or local for the host\'s' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from create" -l ulimit -d 'Set a resource limit: SOFT, or SOFT:HARD; or host for the host\'s' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from create" -l umask -d 'Set the mask of permissions of new files' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from create" -l unsetenv -d 'Leave out a variable that the image sets, or that every container has' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from create" -s u -l user -d 'Run as this user of the image' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from create" -s w -l workdir -d 'Working directory of the command' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from create" -l health-cmd -d 'Check the container\'s health with this command of a shell, or with the words of a JSON array; none turns checks off' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from create" -l health-interval -d 'Time between checks; disable runs them by hand only [default: 30s]' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from create" -l health-log-destination -d 'Keep a copy of the results in this directory; local and events_logger are the engine\'s own places' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from create" -l health-max-log-count -d 'How many results are kept, 0 for all [default: 5]' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from create" -l health-max-log-size -d 'How many characters of each output are kept, 0 for all [default: 500]' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from create" -l health-on-failure -d 'What is done with an unhealthy container: none, kill, restart or stop' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from create" -l health-retries -d 'Failures in a row that make the container unhealthy [default: 3]' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from create" -l health-start-interval -d 'Time between checks during the start period, until the first that succeeds' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from create" -l health-start-period -d 'Time after the start in which failures do not count' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from create" -l health-startup-cmd -d 'Check with this command first; the check proper begins once it has succeeded' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from create" -l health-startup-interval -d 'Time between such checks [default: 30s]' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from create" -l health-startup-retries -d 'Failures of it after which the container is restarted, 0 for never' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from create" -l health-startup-success -d 'Successes of it that the check proper waits for' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from create" -l health-startup-timeout -d 'Time that it may take [default: 30s]' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from create" -l health-timeout -d 'Time that a check may take [default: 30s]' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from create" -l device -d 'Give the container a device of the host, or a directory of them' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from create" -l image-volume -d 'What to do with the volumes that the image declares (default: anonymous)' -r -f -a "anonymous\t'An anonymous volume for each'
tmpfs\t'An in-memory file system for each'
ignore\t'Nothing'"
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from create" -l mount -d 'Mount something: type=bind|volume|tmpfs|image|glob|devpts, source, destination and options' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from create" -l read-only -d 'Make the root file system read-only' -r -f -a "true\t''
false\t''"
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from create" -l read-only-tmpfs -d 'Keep /run, /tmp and /var/tmp writable when the root file system is read-only' -r -f -a "true\t''
false\t''"
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from create" -l secret -d 'Give the container a secret: NAME, and type=mount|env, target, uid, gid, mode' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from create" -l shm-size -d 'Size of /dev/shm' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from create" -l tmpfs -d 'Mount an in-memory file system' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from create" -s v -l volume -d 'Mount a file or directory of the host, or a volume; a third part is for options, such as ro' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from create" -l volumes-from -d 'Mount what another container has mounted' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from create" -l add-host -d 'Add a line to /etc/hosts' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from create" -l dns -d 'Use this name server; none leaves /etc/resolv.conf as the image has it' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from create" -l dns-option -l dns-opt -d 'Set an option of the resolver (resolv.conf(5))' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from create" -l dns-search -d 'Look names up in this domain; . means in none' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from create" -l network -l net -d 'How to reach the network: none, host, pasta or slirp4netns' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from create" -l no-hosts -d 'Leave /etc/hosts as the image has it' -r -f -a "true\t''
false\t''"
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from create" -l expose -d 'Say that programs of the container listen on a port; --publish-all publishes it' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from create" -l hosts-file -d 'Begin /etc/hosts with the lines of this file of the host, of the image\'s (image), or of none [default: /etc/hosts]' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from create" -s p -l publish -d 'Publish a port of the container on the host: [[IP:]HOST:]PORT[/udp], or ranges' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from create" -l ip -l ip6 -d 'Accepted to be refused: the container has no network of its own in which it could have an address' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from create" -l mac-address -d 'Accepted to be refused, as --ip' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from create" -l network-alias -d 'Accepted to be refused, as --ip' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from create" -l cap-add -d 'Add a capability, or ALL' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from create" -l cap-drop -d 'Drop a capability, or ALL' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from create" -l security-opt -d 'Security options: no-new-privileges, seccomp=unconfined, seccomp=FILE' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from create" -l device-cgroup-rule -d 'Accepted to be refused: rules for devices need a cgroup of the system\'s' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from create" -l privileged -d 'Give all capabilities and devices that the user has, and lift seccomp and masked paths' -r -f -a "true\t''
false\t''"
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from create" -l cgroupns -d 'Control group namespace: host, private, container:NAME or ns:PATH' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from create" -l group-add -d 'Add a group, by name or number; keep-groups keeps your own ones instead' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from create" -l ipc -d 'IPC namespace: host, private, container:NAME or ns:PATH' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from create" -l pid -d 'PID namespace: host, private, container:NAME or ns:PATH' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from create" -l uts -d 'UTS namespace: host, private, container:NAME or ns:PATH' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from create" -l gidmap -d 'Map group ids: [+g]CONTAINER:[@]FROM[:AMOUNT]; FROM counts your own ids, of which 0 is you' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from create" -l group-entry -d 'Line for /etc/group; $GROUPNAME, $GID and $USERLIST are replaced' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from create" -l hostuser -d 'Add a user of the host to /etc/passwd' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from create" -l passwd -d 'Add lines for users that the image does not know to /etc/passwd and /etc/group' -r -f -a "true\t''
false\t''"
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from create" -l passwd-entry -d 'Line for /etc/passwd; $USERNAME, $UID, $GID, $NAME and $HOME are replaced' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from create" -l subgidname -d 'Map the ids that /etc/subgid has under this name' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from create" -l subuidname -d 'Map the ids that /etc/subuid has under this name' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from create" -l uidmap -d 'Map user ids: [+u]CONTAINER:[@]FROM[:AMOUNT]; FROM counts your own ids, of which 0 is you' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from create" -l userns -d 'User namespace: host, private, keep-id[:uid=N,gid=N,size=N], auto[:size=N], nomap, container:NAME or ns:PATH' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from create" -l blkio-weight -d 'Relative weight of block input and output, 10 to 1000' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from create" -l cpu-period -d 'Microseconds after which the processor time of --cpu-quota is given anew, 1000 to 1000000' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from create" -l cpu-quota -d 'Microseconds of processor time in each period, -1 for no limit' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from create" -s c -l cpu-shares -d 'Relative weight of processor time, 1024 by default' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from create" -l cpuset-cpus -d 'Processors to use, such as 0-3,5' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from create" -l cpuset-mems -d 'Memory nodes to use, such as 0,1' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from create" -l cpus -d 'Number of processors, such as 1.5' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from create" -l device-read-bps -d 'Bytes to read from a block device in a second' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from create" -l device-read-iops -d 'Reads from a block device in a second' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from create" -l device-write-bps -d 'Bytes to write to a block device in a second' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from create" -l device-write-iops -d 'Writes to a block device in a second' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from create" -l kernel-memory -d 'Accepted for compatibility: cgroup version 2 has no limit of the kernel\'s memory alone' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from create" -s m -l memory -d 'Memory, such as 512m' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from create" -l memory-swap -d 'Memory and swap together, -1 for as much swap as there is; twice --memory by default' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from create" -l memory-reservation -d 'Memory that is not taken away while others have some to spare' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from create" -l memory-swappiness -d 'Accepted to be refused: cgroup version 2 has no swappiness of a group\'s own' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from create" -l pids-limit -d 'Number of processes and threads, -1 for no limit; 2048 by default, where it can be had' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from create" -l cgroup-conf -d 'Write a file of the container\'s control group, such as memory.high=1073741824' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from create" -l cgroup-parent -d 'Make the control group in this slice of systemd\'s, or below this path' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from create" -l cgroups -d 'Control groups: for container and monitor (the default), none, for the container only, or below the service\'s own' -r -f -a "enabled\t''
disabled\t''
no-conmon\t''
split\t''"
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from create" -l authfile -d 'Read credentials from this file' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from create" -l cert-dir -d 'Read authorities and client certificates from this directory' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from create" -l tls-verify -d 'Ask for HTTPS and a valid certificate; false allows plain HTTP' -r -f -a "true\t''
false\t''"
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from create" -l creds -d 'Credentials for the registry' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from create" -l disable-content-trust -d 'Accepted for compatibility: content is verified by digest and by policy.json' -r -f -a "true\t''
false\t''"
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from create" -l retry -d 'How often to try again (default: 3)' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from create" -l retry-delay -d 'Wait this long before the first time; each wait is twice the last one' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from create" -l preserve-fd -d 'Hand down these descriptors too, by number' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from create" -l preserve-fds -d 'Hand down N more descriptors, from 3 on' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from create" -l noout -d 'Write nothing to standard output'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from create" -l syslog -d 'Accepted for compatibility: messages go to standard error'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from create" -l help -d 'Print help'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from create" -s i -l interactive -d 'Keep standard input open'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from create" -s q -l quiet -d 'Show no progress of a pull'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from create" -l replace -d 'Remove a container that has the same name first'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from create" -l rm -d 'Remove the container after it exits'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from create" -l rmi -d 'Remove the image after the container exits, unless other containers have it; implies --rm'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from create" -l rootfs -d 'Take a directory as the root, and no image: the first argument, DIR or, to leave it as it is, DIR:O'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from create" -s t -l tty -d 'Give the container a terminal'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from create" -l unsetenv-all -d 'Leave out all such variables'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from create" -l no-healthcheck -d 'Have no health check, whatever the image says'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from create" -l no-hostname -d 'Leave /etc/hostname as the image has it'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from create" -s P -l publish-all -d 'Publish all ports that the image and --expose name, on free ports of the host'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from create" -l oom-kill-disable -d 'Accepted to be refused: cgroup version 2 always ends what is out of memory'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from create" -s d -l detach -d 'Run in the background and print the container\'s ID'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from diff" -l log-level -d 'Log messages at and above this level to standard error' -r -f -a "trace\t''
debug\t''
info\t''
warn\t''
error\t''"
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from diff" -l events-backend -d 'Accepted for compatibility; events are kept in files' -r -f -a "file\t''"
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from diff" -l default-mounts-file -d 'Accepted to be refused: a file of mounts that every container would get' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from diff" -l hooks-dir -d 'Accepted to be refused: programs that the runtime would call' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from diff" -l out -d 'Write to this file what goes to standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from diff" -l root -d 'Directory for images and containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from diff" -l runroot -d 'Directory for the state of running containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from diff" -l runtime -d 'Accepted for compatibility: the runtime is built in' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from diff" -l runtime-flag -d 'Accepted for compatibility, as --runtime' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from diff" -l storage-driver -d 'Accepted for compatibility; there is one storage driver' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from diff" -l storage-opt -d 'How new containers\' files are served: union.plan=userspace, hybrid or direct' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from diff" -l format -d 'Print JSON' -r -f -a "json\t''"
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from diff" -l noout -d 'Write nothing to standard output'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from diff" -l syslog -d 'Accepted for compatibility: messages go to standard error'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from diff" -s l -l latest -d 'Use the container that was made last'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from diff" -s h -l help -d 'Print help'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from exec" -l log-level -d 'Log messages at and above this level to standard error' -r -f -a "trace\t''
debug\t''
info\t''
warn\t''
error\t''"
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from exec" -l events-backend -d 'Accepted for compatibility; events are kept in files' -r -f -a "file\t''"
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from exec" -l default-mounts-file -d 'Accepted to be refused: a file of mounts that every container would get' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from exec" -l hooks-dir -d 'Accepted to be refused: programs that the runtime would call' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from exec" -l out -d 'Write to this file what goes to standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from exec" -l root -d 'Directory for images and containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from exec" -l runroot -d 'Directory for the state of running containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from exec" -l runtime -d 'Accepted for compatibility: the runtime is built in' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from exec" -l runtime-flag -d 'Accepted for compatibility, as --runtime' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from exec" -l storage-driver -d 'Accepted for compatibility; there is one storage driver' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from exec" -l storage-opt -d 'How new containers\' files are served: union.plan=userspace, hybrid or direct' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from exec" -l cidfile -d 'Read the container\'s ID from a file' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from exec" -l detach-keys -d 'Keys that leave the command running in the background; nothing turns them off (default: ctrl-p,ctrl-q)' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from exec" -s e -l env -d 'Set a variable; without a value, take it from the host; KEY* takes all that begin so' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from exec" -l env-file -d 'Read variables from a file' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from exec" -s u -l user -d 'Run as this user of the container' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from exec" -s w -l workdir -d 'Working directory of the command' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from exec" -l preserve-fd -d 'Hand down these descriptors too, by number' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from exec" -l preserve-fds -d 'Hand down N more descriptors, from 3 on' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from exec" -l noout -d 'Write nothing to standard output'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from exec" -l syslog -d 'Accepted for compatibility: messages go to standard error'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from exec" -s d -l detach -d 'Run in the background and print the session\'s ID'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from exec" -s i -l interactive -d 'Keep standard input open'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from exec" -s l -l latest -d 'Use the container that was made last'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from exec" -l privileged -d 'Give the command all capabilities that the user has'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from exec" -s t -l tty -d 'Give the command a terminal'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from exec" -s h -l help -d 'Print help'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from export" -l log-level -d 'Log messages at and above this level to standard error' -r -f -a "trace\t''
debug\t''
info\t''
warn\t''
error\t''"
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from export" -l events-backend -d 'Accepted for compatibility; events are kept in files' -r -f -a "file\t''"
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from export" -l default-mounts-file -d 'Accepted to be refused: a file of mounts that every container would get' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from export" -l hooks-dir -d 'Accepted to be refused: programs that the runtime would call' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from export" -l out -d 'Write to this file what goes to standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from export" -l root -d 'Directory for images and containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from export" -l runroot -d 'Directory for the state of running containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from export" -l runtime -d 'Accepted for compatibility: the runtime is built in' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from export" -l runtime-flag -d 'Accepted for compatibility, as --runtime' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from export" -l storage-driver -d 'Accepted for compatibility; there is one storage driver' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from export" -l storage-opt -d 'How new containers\' files are served: union.plan=userspace, hybrid or direct' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from export" -s o -l output -d 'Write to a file instead of standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from export" -l noout -d 'Write nothing to standard output'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from export" -l syslog -d 'Accepted for compatibility: messages go to standard error'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from export" -s h -l help -d 'Print help'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from exists" -l log-level -d 'Log messages at and above this level to standard error' -r -f -a "trace\t''
debug\t''
info\t''
warn\t''
error\t''"
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from exists" -l events-backend -d 'Accepted for compatibility; events are kept in files' -r -f -a "file\t''"
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from exists" -l default-mounts-file -d 'Accepted to be refused: a file of mounts that every container would get' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from exists" -l hooks-dir -d 'Accepted to be refused: programs that the runtime would call' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from exists" -l out -d 'Write to this file what goes to standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from exists" -l root -d 'Directory for images and containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from exists" -l runroot -d 'Directory for the state of running containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from exists" -l runtime -d 'Accepted for compatibility: the runtime is built in' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from exists" -l runtime-flag -d 'Accepted for compatibility, as --runtime' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from exists" -l storage-driver -d 'Accepted for compatibility; there is one storage driver' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from exists" -l storage-opt -d 'How new containers\' files are served: union.plan=userspace, hybrid or direct' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from exists" -l noout -d 'Write nothing to standard output'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from exists" -l syslog -d 'Accepted for compatibility: messages go to standard error'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from exists" -l external -d 'Accepted for compatibility; there are no containers of other tools in the store'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from exists" -s h -l help -d 'Print help'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from init" -l log-level -d 'Log messages at and above this level to standard error' -r -f -a "trace\t''
debug\t''
info\t''
warn\t''
error\t''"
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from init" -l events-backend -d 'Accepted for compatibility; events are kept in files' -r -f -a "file\t''"
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from init" -l default-mounts-file -d 'Accepted to be refused: a file of mounts that every container would get' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from init" -l hooks-dir -d 'Accepted to be refused: programs that the runtime would call' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from init" -l out -d 'Write to this file what goes to standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from init" -l root -d 'Directory for images and containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from init" -l runroot -d 'Directory for the state of running containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from init" -l runtime -d 'Accepted for compatibility: the runtime is built in' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from init" -l runtime-flag -d 'Accepted for compatibility, as --runtime' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from init" -l storage-driver -d 'Accepted for compatibility; there is one storage driver' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from init" -l storage-opt -d 'How new containers\' files are served: union.plan=userspace, hybrid or direct' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from init" -l noout -d 'Write nothing to standard output'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from init" -l syslog -d 'Accepted for compatibility: messages go to standard error'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from init" -s a -l all -d 'Initialize all containers that do not run'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from init" -s l -l latest -d 'Use the container that was made last'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from init" -s h -l help -d 'Print help'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from inspect" -l log-level -d 'Log messages at and above this level to standard error' -r -f -a "trace\t''
debug\t''
info\t''
warn\t''
error\t''"
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from inspect" -l events-backend -d 'Accepted for compatibility; events are kept in files' -r -f -a "file\t''"
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from inspect" -l default-mounts-file -d 'Accepted to be refused: a file of mounts that every container would get' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from inspect" -l hooks-dir -d 'Accepted to be refused: programs that the runtime would call' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from inspect" -l out -d 'Write to this file what goes to standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from inspect" -l root -d 'Directory for images and containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from inspect" -l runroot -d 'Directory for the state of running containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from inspect" -l runtime -d 'Accepted for compatibility: the runtime is built in' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from inspect" -l runtime-flag -d 'Accepted for compatibility, as --runtime' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from inspect" -l storage-driver -d 'Accepted for compatibility; there is one storage driver' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from inspect" -l storage-opt -d 'How new containers\' files are served: union.plan=userspace, hybrid or direct' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from inspect" -s f -l format -d 'Print as json or with a Go template' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from inspect" -s t -l type -d 'What the names mean' -r -f -a "all\t''
container\t''
image\t''"
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from inspect" -l noout -d 'Write nothing to standard output'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from inspect" -l syslog -d 'Accepted for compatibility: messages go to standard error'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from inspect" -s l -l latest -d 'Use the container that was made last'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from inspect" -s s -l size -d 'Add up what containers have written, and the sizes of their root file systems'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from inspect" -s h -l help -d 'Print help'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from kill" -l log-level -d 'Log messages at and above this level to standard error' -r -f -a "trace\t''
debug\t''
info\t''
warn\t''
error\t''"
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from kill" -l events-backend -d 'Accepted for compatibility; events are kept in files' -r -f -a "file\t''"
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from kill" -l default-mounts-file -d 'Accepted to be refused: a file of mounts that every container would get' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from kill" -l hooks-dir -d 'Accepted to be refused: programs that the runtime would call' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from kill" -l out -d 'Write to this file what goes to standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from kill" -l root -d 'Directory for images and containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from kill" -l runroot -d 'Directory for the state of running containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from kill" -l runtime -d 'Accepted for compatibility: the runtime is built in' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from kill" -l runtime-flag -d 'Accepted for compatibility, as --runtime' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from kill" -l storage-driver -d 'Accepted for compatibility; there is one storage driver' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from kill" -l storage-opt -d 'How new containers\' files are served: union.plan=userspace, hybrid or direct' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from kill" -l cidfile -d 'Read a container\'s ID from a file' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from kill" -s s -l signal -d 'The signal, by name or number' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from kill" -l noout -d 'Write nothing to standard output'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from kill" -l syslog -d 'Accepted for compatibility: messages go to standard error'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from kill" -s a -l all -d 'Signal all containers that run'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from kill" -s l -l latest -d 'Use the container that was made last'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from kill" -s h -l help -d 'Print help'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from logs" -l log-level -d 'Log messages at and above this level to standard error' -r -f -a "trace\t''
debug\t''
info\t''
warn\t''
error\t''"
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from logs" -l events-backend -d 'Accepted for compatibility; events are kept in files' -r -f -a "file\t''"
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from logs" -l default-mounts-file -d 'Accepted to be refused: a file of mounts that every container would get' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from logs" -l hooks-dir -d 'Accepted to be refused: programs that the runtime would call' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from logs" -l out -d 'Write to this file what goes to standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from logs" -l root -d 'Directory for images and containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from logs" -l runroot -d 'Directory for the state of running containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from logs" -l runtime -d 'Accepted for compatibility: the runtime is built in' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from logs" -l runtime-flag -d 'Accepted for compatibility, as --runtime' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from logs" -l storage-driver -d 'Accepted for compatibility; there is one storage driver' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from logs" -l storage-opt -d 'How new containers\' files are served: union.plan=userspace, hybrid or direct' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from logs" -l since -d 'Show only what was written since a time, such as 10m or 2026-01-31T12:00:00Z' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from logs" -l tail -d 'Show only the last N lines, or all' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from logs" -l until -d 'Show only what was written until a time' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from logs" -l noout -d 'Write nothing to standard output'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from logs" -l syslog -d 'Accepted for compatibility: messages go to standard error'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from logs" -l color -d 'Give each container a color of its own'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from logs" -s f -l follow -d 'Go on as the container writes'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from logs" -s l -l latest -d 'Use the container that was made last'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from logs" -s n -l names -d 'Put the container\'s name before each line, instead of its ID'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from logs" -s t -l timestamps -d 'Put the time before each line'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from logs" -s h -l help -d 'Print help'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from ls" -l log-level -d 'Log messages at and above this level to standard error' -r -f -a "trace\t''
debug\t''
info\t''
warn\t''
error\t''"
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from ls" -l events-backend -d 'Accepted for compatibility; events are kept in files' -r -f -a "file\t''"
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from ls" -l default-mounts-file -d 'Accepted to be refused: a file of mounts that every container would get' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from ls" -l hooks-dir -d 'Accepted to be refused: programs that the runtime would call' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from ls" -l out -d 'Write to this file what goes to standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from ls" -l root -d 'Directory for images and containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from ls" -l runroot -d 'Directory for the state of running containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from ls" -l runtime -d 'Accepted for compatibility: the runtime is built in' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from ls" -l runtime-flag -d 'Accepted for compatibility, as --runtime' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from ls" -l storage-driver -d 'Accepted for compatibility; there is one storage driver' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from ls" -l storage-opt -d 'How new containers\' files are served: union.plan=userspace, hybrid or direct' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from ls" -s f -l filter -d 'Show only containers that match, such as name=web or status=exited' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from ls" -l format -d 'Print as json, as a table, or with a Go template' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from ls" -s n -l last -d 'Show the N newest containers, whatever their state' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from ls" -l sort -d 'Sort by created, command, id, image, names, runningfor, size or status' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from ls" -s w -l watch -d 'Show the list again every so many seconds' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from ls" -l noout -d 'Write nothing to standard output'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from ls" -l syslog -d 'Accepted for compatibility: messages go to standard error'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from ls" -s a -l all -d 'Show all containers, not only those that run'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from ls" -l external -d 'Accepted for compatibility; there are no containers of other engines in the store'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from ls" -s l -l latest -d 'Show the newest container, whatever its state'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from ls" -l namespace -l ns -d 'Show the namespaces of the containers, by number'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from ls" -l no-trunc -d 'Do not shorten IDs and commands'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from ls" -l noheading -d 'Print no heading'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from ls" -s p -l pod -d 'Show the pods of the containers'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from ls" -s q -l quiet -d 'Print only IDs'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from ls" -s s -l size -d 'Show how much the containers take on disk'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from ls" -l sync -d 'Accepted for compatibility; what is shown is always the truth'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from ls" -s h -l help -d 'Print help'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from list" -l log-level -d 'Log messages at and above this level to standard error' -r -f -a "trace\t''
debug\t''
info\t''
warn\t''
error\t''"
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from list" -l events-backend -d 'Accepted for compatibility; events are kept in files' -r -f -a "file\t''"
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from list" -l default-mounts-file -d 'Accepted to be refused: a file of mounts that every container would get' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from list" -l hooks-dir -d 'Accepted to be refused: programs that the runtime would call' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from list" -l out -d 'Write to this file what goes to standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from list" -l root -d 'Directory for images and containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from list" -l runroot -d 'Directory for the state of running containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from list" -l runtime -d 'Accepted for compatibility: the runtime is built in' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from list" -l runtime-flag -d 'Accepted for compatibility, as --runtime' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from list" -l storage-driver -d 'Accepted for compatibility; there is one storage driver' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from list" -l storage-opt -d 'How new containers\' files are served: union.plan=userspace, hybrid or direct' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from list" -s f -l filter -d 'Show only containers that match, such as name=web or status=exited' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from list" -l format -d 'Print as json, as a table, or with a Go template' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from list" -s n -l last -d 'Show the N newest containers, whatever their state' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from list" -l sort -d 'Sort by created, command, id, image, names, runningfor, size or status' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from list" -s w -l watch -d 'Show the list again every so many seconds' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from list" -l noout -d 'Write nothing to standard output'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from list" -l syslog -d 'Accepted for compatibility: messages go to standard error'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from list" -s a -l all -d 'Show all containers, not only those that run'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from list" -l external -d 'Accepted for compatibility; there are no containers of other engines in the store'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from list" -s l -l latest -d 'Show the newest container, whatever its state'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from list" -l namespace -l ns -d 'Show the namespaces of the containers, by number'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from list" -l no-trunc -d 'Do not shorten IDs and commands'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from list" -l noheading -d 'Print no heading'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from list" -s p -l pod -d 'Show the pods of the containers'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Print only IDs'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from list" -s s -l size -d 'Show how much the containers take on disk'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from list" -l sync -d 'Accepted for compatibility; what is shown is always the truth'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from ps" -l log-level -d 'Log messages at and above this level to standard error' -r -f -a "trace\t''
debug\t''
info\t''
warn\t''
error\t''"
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from ps" -l events-backend -d 'Accepted for compatibility; events are kept in files' -r -f -a "file\t''"
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from ps" -l default-mounts-file -d 'Accepted to be refused: a file of mounts that every container would get' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from ps" -l hooks-dir -d 'Accepted to be refused: programs that the runtime would call' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from ps" -l out -d 'Write to this file what goes to standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from ps" -l root -d 'Directory for images and containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from ps" -l runroot -d 'Directory for the state of running containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from ps" -l runtime -d 'Accepted for compatibility: the runtime is built in' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from ps" -l runtime-flag -d 'Accepted for compatibility, as --runtime' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from ps" -l storage-driver -d 'Accepted for compatibility; there is one storage driver' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from ps" -l storage-opt -d 'How new containers\' files are served: union.plan=userspace, hybrid or direct' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from ps" -s f -l filter -d 'Show only containers that match, such as name=web or status=exited' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from ps" -l format -d 'Print as json, as a table, or with a Go template' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from ps" -s n -l last -d 'Show the N newest containers, whatever their state' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from ps" -l sort -d 'Sort by created, command, id, image, names, runningfor, size or status' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from ps" -s w -l watch -d 'Show the list again every so many seconds' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from ps" -l noout -d 'Write nothing to standard output'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from ps" -l syslog -d 'Accepted for compatibility: messages go to standard error'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from ps" -s a -l all -d 'Show all containers, not only those that run'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from ps" -l external -d 'Accepted for compatibility; there are no containers of other engines in the store'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from ps" -s l -l latest -d 'Show the newest container, whatever its state'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from ps" -l namespace -l ns -d 'Show the namespaces of the containers, by number'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from ps" -l no-trunc -d 'Do not shorten IDs and commands'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from ps" -l noheading -d 'Print no heading'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from ps" -s p -l pod -d 'Show the pods of the containers'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from ps" -s q -l quiet -d 'Print only IDs'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from ps" -s s -l size -d 'Show how much the containers take on disk'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from ps" -l sync -d 'Accepted for compatibility; what is shown is always the truth'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from ps" -s h -l help -d 'Print help'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from mount" -l log-level -d 'Log messages at and above this level to standard error' -r -f -a "trace\t''
debug\t''
info\t''
warn\t''
error\t''"
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from mount" -l events-backend -d 'Accepted for compatibility; events are kept in files' -r -f -a "file\t''"
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from mount" -l default-mounts-file -d 'Accepted to be refused: a file of mounts that every container would get' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from mount" -l hooks-dir -d 'Accepted to be refused: programs that the runtime would call' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from mount" -l out -d 'Write to this file what goes to standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from mount" -l root -d 'Directory for images and containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from mount" -l runroot -d 'Directory for the state of running containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from mount" -l runtime -d 'Accepted for compatibility: the runtime is built in' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from mount" -l runtime-flag -d 'Accepted for compatibility, as --runtime' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from mount" -l storage-driver -d 'Accepted for compatibility; there is one storage driver' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from mount" -l storage-opt -d 'How new containers\' files are served: union.plan=userspace, hybrid or direct' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from mount" -l format -d 'Print the list as json' -r -f -a "json\t''"
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from mount" -l noout -d 'Write nothing to standard output'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from mount" -l syslog -d 'Accepted for compatibility: messages go to standard error'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from mount" -s a -l all -d 'Mount all containers'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from mount" -s l -l latest -d 'Use the container that was made last'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from mount" -l no-trunc -l notruncate -d 'Show IDs whole'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from mount" -s h -l help -d 'Print help'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from pause" -l log-level -d 'Log messages at and above this level to standard error' -r -f -a "trace\t''
debug\t''
info\t''
warn\t''
error\t''"
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from pause" -l events-backend -d 'Accepted for compatibility; events are kept in files' -r -f -a "file\t''"
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from pause" -l default-mounts-file -d 'Accepted to be refused: a file of mounts that every container would get' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from pause" -l hooks-dir -d 'Accepted to be refused: programs that the runtime would call' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from pause" -l out -d 'Write to this file what goes to standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from pause" -l root -d 'Directory for images and containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from pause" -l runroot -d 'Directory for the state of running containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from pause" -l runtime -d 'Accepted for compatibility: the runtime is built in' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from pause" -l runtime-flag -d 'Accepted for compatibility, as --runtime' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from pause" -l storage-driver -d 'Accepted for compatibility; there is one storage driver' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from pause" -l storage-opt -d 'How new containers\' files are served: union.plan=userspace, hybrid or direct' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from pause" -l cidfile -d 'Read a container\'s ID from a file' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from pause" -s f -l filter -d 'Choose containers that match, as in `coracle ps`' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from pause" -l noout -d 'Write nothing to standard output'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from pause" -l syslog -d 'Accepted for compatibility: messages go to standard error'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from pause" -s a -l all -d 'Pause all containers that run'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from pause" -s l -l latest -d 'Use the container that was made last'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from pause" -s h -l help -d 'Print help'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from port" -l log-level -d 'Log messages at and above this level to standard error' -r -f -a "trace\t''
debug\t''
info\t''
warn\t''
error\t''"
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from port" -l events-backend -d 'Accepted for compatibility; events are kept in files' -r -f -a "file\t''"
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from port" -l default-mounts-file -d 'Accepted to be refused: a file of mounts that every container would get' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from port" -l hooks-dir -d 'Accepted to be refused: programs that the runtime would call' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from port" -l out -d 'Write to this file what goes to standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from port" -l root -d 'Directory for images and containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from port" -l runroot -d 'Directory for the state of running containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from port" -l runtime -d 'Accepted for compatibility: the runtime is built in' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from port" -l runtime-flag -d 'Accepted for compatibility, as --runtime' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from port" -l storage-driver -d 'Accepted for compatibility; there is one storage driver' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from port" -l storage-opt -d 'How new containers\' files are served: union.plan=userspace, hybrid or direct' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from port" -l noout -d 'Write nothing to standard output'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from port" -l syslog -d 'Accepted for compatibility: messages go to standard error'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from port" -s a -l all -d 'Show the ports of all containers'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from port" -s l -l latest -d 'Use the container that was made last'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from port" -s h -l help -d 'Print help'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from prune" -l log-level -d 'Log messages at and above this level to standard error' -r -f -a "trace\t''
debug\t''
info\t''
warn\t''
error\t''"
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from prune" -l events-backend -d 'Accepted for compatibility; events are kept in files' -r -f -a "file\t''"
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from prune" -l default-mounts-file -d 'Accepted to be refused: a file of mounts that every container would get' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from prune" -l hooks-dir -d 'Accepted to be refused: programs that the runtime would call' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from prune" -l out -d 'Write to this file what goes to standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from prune" -l root -d 'Directory for images and containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from prune" -l runroot -d 'Directory for the state of running containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from prune" -l runtime -d 'Accepted for compatibility: the runtime is built in' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from prune" -l runtime-flag -d 'Accepted for compatibility, as --runtime' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from prune" -l storage-driver -d 'Accepted for compatibility; there is one storage driver' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from prune" -l storage-opt -d 'How new containers\' files are served: union.plan=userspace, hybrid or direct' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from prune" -l filter -d 'Remove only containers that match: label=, label!= or until=' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from prune" -l noout -d 'Write nothing to standard output'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from prune" -l syslog -d 'Accepted for compatibility: messages go to standard error'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from prune" -s f -l force -d 'Do not ask'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from prune" -s h -l help -d 'Print help'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from rename" -l log-level -d 'Log messages at and above this level to standard error' -r -f -a "trace\t''
debug\t''
info\t''
warn\t''
error\t''"
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from rename" -l events-backend -d 'Accepted for compatibility; events are kept in files' -r -f -a "file\t''"
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from rename" -l default-mounts-file -d 'Accepted to be refused: a file of mounts that every container would get' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from rename" -l hooks-dir -d 'Accepted to be refused: programs that the runtime would call' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from rename" -l out -d 'Write to this file what goes to standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from rename" -l root -d 'Directory for images and containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from rename" -l runroot -d 'Directory for the state of running containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from rename" -l runtime -d 'Accepted for compatibility: the runtime is built in' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from rename" -l runtime-flag -d 'Accepted for compatibility, as --runtime' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from rename" -l storage-driver -d 'Accepted for compatibility; there is one storage driver' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from rename" -l storage-opt -d 'How new containers\' files are served: union.plan=userspace, hybrid or direct' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from rename" -l noout -d 'Write nothing to standard output'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from rename" -l syslog -d 'Accepted for compatibility: messages go to standard error'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from rename" -s h -l help -d 'Print help'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from restart" -l log-level -d 'Log messages at and above this level to standard error' -r -f -a "trace\t''
debug\t''
info\t''
warn\t''
error\t''"
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from restart" -l events-backend -d 'Accepted for compatibility; events are kept in files' -r -f -a "file\t''"
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from restart" -l default-mounts-file -d 'Accepted to be refused: a file of mounts that every container would get' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from restart" -l hooks-dir -d 'Accepted to be refused: programs that the runtime would call' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from restart" -l out -d 'Write to this file what goes to standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from restart" -l root -d 'Directory for images and containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from restart" -l runroot -d 'Directory for the state of running containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from restart" -l runtime -d 'Accepted for compatibility: the runtime is built in' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from restart" -l runtime-flag -d 'Accepted for compatibility, as --runtime' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from restart" -l storage-driver -d 'Accepted for compatibility; there is one storage driver' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from restart" -l storage-opt -d 'How new containers\' files are served: union.plan=userspace, hybrid or direct' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from restart" -s t -l time -l timeout -d 'Seconds to wait before the container is killed; the default is the container\'s own' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from restart" -l cidfile -d 'Read a container\'s ID from a file' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from restart" -s f -l filter -d 'Choose containers that match, as in `coracle ps`' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from restart" -l noout -d 'Write nothing to standard output'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from restart" -l syslog -d 'Accepted for compatibility: messages go to standard error'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from restart" -s a -l all -d 'Restart all containers, whether they run or not'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from restart" -l running -d 'Restart all containers that run'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from restart" -s l -l latest -d 'Use the container that was made last'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from restart" -s h -l help -d 'Print help'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from restore" -l log-level -d 'Log messages at and above this level to standard error' -r -f -a "trace\t''
debug\t''
info\t''
warn\t''
error\t''"
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from restore" -l events-backend -d 'Accepted for compatibility; events are kept in files' -r -f -a "file\t''"
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from restore" -l default-mounts-file -d 'Accepted to be refused: a file of mounts that every container would get' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from restore" -l hooks-dir -d 'Accepted to be refused: programs that the runtime would call' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from restore" -l out -d 'Write to this file what goes to standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from restore" -l root -d 'Directory for images and containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from restore" -l runroot -d 'Directory for the state of running containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from restore" -l runtime -d 'Accepted for compatibility: the runtime is built in' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from restore" -l runtime-flag -d 'Accepted for compatibility, as --runtime' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from restore" -l storage-driver -d 'Accepted for compatibility; there is one storage driver' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from restore" -l storage-opt -d 'How new containers\' files are served: union.plan=userspace, hybrid or direct' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from restore" -l noout -d 'Write nothing to standard output'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from restore" -l syslog -d 'Accepted for compatibility: messages go to standard error'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from restore" -s h -l help -d 'Print help'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from rm" -l log-level -d 'Log messages at and above this level to standard error' -r -f -a "trace\t''
debug\t''
info\t''
warn\t''
error\t''"
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from rm" -l events-backend -d 'Accepted for compatibility; events are kept in files' -r -f -a "file\t''"
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from rm" -l default-mounts-file -d 'Accepted to be refused: a file of mounts that every container would get' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from rm" -l hooks-dir -d 'Accepted to be refused: programs that the runtime would call' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from rm" -l out -d 'Write to this file what goes to standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from rm" -l root -d 'Directory for images and containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from rm" -l runroot -d 'Directory for the state of running containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from rm" -l runtime -d 'Accepted for compatibility: the runtime is built in' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from rm" -l runtime-flag -d 'Accepted for compatibility, as --runtime' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from rm" -l storage-driver -d 'Accepted for compatibility; there is one storage driver' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from rm" -l storage-opt -d 'How new containers\' files are served: union.plan=userspace, hybrid or direct' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from rm" -l cidfile -d 'Read a container\'s ID from a file' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from rm" -l filter -d 'Remove containers that match, as in `coracle ps`' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from rm" -s t -l time -d 'Seconds to wait before a container that runs is killed, with --force' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from rm" -l noout -d 'Write nothing to standard output'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from rm" -l syslog -d 'Accepted for compatibility: messages go to standard error'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from rm" -s a -l all -d 'Remove all containers'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from rm" -l depend -d 'Remove the containers that require this one as well'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from rm" -s f -l force -d 'Stop containers that run first; a container that is not there is no error'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from rm" -s i -l ignore -d 'A container that is not there is no error'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from rm" -s l -l latest -d 'Use the container that was made last'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from rm" -s v -l volumes -d 'Remove the container\'s anonymous volumes as well'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from rm" -s h -l help -d 'Print help'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from run" -l log-level -d 'Log messages at and above this level to standard error' -r -f -a "trace\t''
debug\t''
info\t''
warn\t''
error\t''"
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from run" -l events-backend -d 'Accepted for compatibility; events are kept in files' -r -f -a "file\t''"
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from run" -l default-mounts-file -d 'Accepted to be refused: a file of mounts that every container would get' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from run" -l hooks-dir -d 'Accepted to be refused: programs that the runtime would call' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from run" -l out -d 'Write to this file what goes to standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from run" -l root -d 'Directory for images and containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from run" -l runroot -d 'Directory for the state of running containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from run" -l runtime -d 'Accepted for compatibility: the runtime is built in' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from run" -l runtime-flag -d 'Accepted for compatibility, as --runtime' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from run" -l storage-driver -d 'Accepted for compatibility; there is one storage driver' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from run" -l storage-opt -d 'How new containers\' files are served: union.plan=userspace, hybrid or direct' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from run" -s a -l attach -d 'Attach to standard input, output or errors only' -r -f -a "stdin\t''
stdout\t''
stderr\t''"
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from run" -l annotation -d 'Set an annotation' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from run" -l arch -d 'Use the image for this processor architecture' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from run" -l cidfile -d 'Write the container\'s ID to a file' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from run" -l conmon-pidfile -d 'Write the number of the container\'s monitor to a file' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from run" -l detach-keys -d 'Keys that end the session and leave the container running; nothing turns them off (default: ctrl-p,ctrl-q)' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from run" -l init -d 'Run an init process that forwards signals and reaps processes' -r -f -a "true\t''
false\t''"
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from run" -l init-path -d 'With --init, use this program of the host for it, and not the engine\'s own' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from run" -s l -l label -d 'Set a label' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from run" -l label-file -d 'Read labels from a file, one on each line' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from run" -l log-driver -d 'Where the output is kept (default: k8s-file)' -r -f -a "k8s-file\t'In a file, line by line, with stream and time'
json-file\t'The same by Docker\'s name, in the same format'
journald\t'In the system\'s journal'
none\t'Nowhere'
passthrough\t'Nowhere: the container writes to the caller\'s own streams, which are no terminal'
passthrough-tty\t'The same, on a terminal too'"
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from run" -l log-opt -d 'Options of the log driver: path=FILE, max-size=SIZE, max-file=NUMBER; for the journal tag=NAME, label=KEY=VALUE' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from run" -l name -d 'Name the container' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from run" -l os -d 'Use the image for this operating system' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from run" -l pidfile -d 'Write the number of the container\'s first process to a file' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from run" -l platform -d 'Use the image for this platform, OS/ARCH[/VARIANT]' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from run" -l pull -d 'When to pull the image (default: missing)' -r -f -a "always\t''
missing\t''
never\t''
newer\t''"
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from run" -l requires -d 'Start these containers before this one, and keep them from being removed before it' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from run" -l restart -d 'When to start the container again: no, on-failure[:RETRIES], always or unless-stopped' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from run" -l sig-proxy -d 'Pass signals on to the container' -r -f -a "true\t''
false\t''"
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from run" -l stop-signal -d 'Signal that stops the container' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from run" -l stop-timeout -d 'Seconds to wait before a stopping container is killed (default: 10)' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from run" -l timeout -d 'Kill the container when it has run for so many seconds, 0 for never' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from run" -l variant -d 'Use the image for this variant of the architecture' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from run" -l preserve-fd -d 'Hand down these descriptors too, by number' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from run" -l preserve-fds -d 'Hand down N more descriptors, from 3 on' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from run" -l entrypoint -d 'Run this instead of the image\'s entrypoint; a JSON array may give it arguments' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from run" -s e -l env -d 'Set a variable; without a value, take it from the host; KEY* takes all that begin so' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from run" -l env-file -d 'Read variables from a file' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from run" -l env-host -d 'Set all variables of the host' -r -f -a "true\t''
false\t''"
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from run" -l env-merge -d 'Set a variable to a value in which ${NAME} is the image\'s' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from run" -s h -l hostname -d 'Set the container\'s host name' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from run" -l http-proxy -d 'Set the variables of the host that are about proxies' -r -f -a "true\t''
false\t''"
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from run" -l oom-score-adj -d 'How likely the kernel ends the command when memory is short: -1000 to 1000' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from run" -l sdnotify -d 'Who tells the service manager that a service is ready: the container, the engine when the command runs or the container is healthy, or nobody' -r -f -a "container\t''
conmon\t''
healthy\t''
ignore\t''"
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from run" -l sysctl -d 'Set a kernel parameter of the container\'s namespaces' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from run" -l systemd -d 'Make the container fit for systemd: when it is the command, never, or always' -r -f -a "true\t'When the command is systemd or init'
false\t''
always\t''"
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from run" -l tz -d 'Set the time zone: a name such as Europe/Rome, or local for the host\'s' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from run" -l ulimit -d 'Set a resource limit: SOFT, or SOFT:HARD; or host for the host\'s' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from run" -l umask -d 'Set the mask of permissions of new files' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from run" -l unsetenv -d 'Leave out a variable that the image sets, or that every container has' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from run" -s u -l user -d 'Run as this user of the image' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from run" -s w -l workdir -d 'Working directory of the command' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from run" -l health-cmd -d 'Check the container\'s health with this command of a shell, or with the words of a JSON array; none turns checks off' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from run" -l health-interval -d 'Time between checks; disable runs them by hand only [default: 30s]' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from run" -l health-log-destination -d 'Keep a copy of the results in this directory; local and events_logger are the engine\'s own places' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from run" -l health-max-log-count -d 'How many results are kept, 0 for all [default: 5]' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from run" -l health-max-log-size -d 'How many characters of each output are kept, 0 for all [default: 500]' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from run" -l health-on-failure -d 'What is done with an unhealthy container: none, kill, restart or stop' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from run" -l health-retries -d 'Failures in a row that make the container unhealthy [default: 3]' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from run" -l health-start-interval -d 'Time between checks during the start period, until the first that succeeds' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from run" -l health-start-period -d 'Time after the start in which failures do not count' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from run" -l health-startup-cmd -d 'Check with this command first; the check proper begins once it has succeeded' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from run" -l health-startup-interval -d 'Time between such checks [default: 30s]' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from run" -l health-startup-retries -d 'Failures of it after which the container is restarted, 0 for never' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from run" -l health-startup-success -d 'Successes of it that the check proper waits for' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from run" -l health-startup-timeout -d 'Time that it may take [default: 30s]' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from run" -l health-timeout -d 'Time that a check may take [default: 30s]' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from run" -l device -d 'Give the container a device of the host, or a directory of them' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from run" -l image-volume -d 'What to do with the volumes that the image declares (default: anonymous)' -r -f -a "anonymous\t'An anonymous volume for each'
tmpfs\t'An in-memory file system for each'
ignore\t'Nothing'"
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from run" -l mount -d 'Mount something: type=bind|volume|tmpfs|image|glob|devpts, source, destination and options' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from run" -l read-only -d 'Make the root file system read-only' -r -f -a "true\t''
false\t''"
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from run" -l read-only-tmpfs -d 'Keep /run, /tmp and /var/tmp writable when the root file system is read-only' -r -f -a "true\t''
false\t''"
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from run" -l secret -d 'Give the container a secret: NAME, and type=mount|env, target, uid, gid, mode' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from run" -l shm-size -d 'Size of /dev/shm' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from run" -l tmpfs -d 'Mount an in-memory file system' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from run" -s v -l volume -d 'Mount a file or directory of the host, or a volume; a third part is for options, such as ro' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from run" -l volumes-from -d 'Mount what another container has mounted' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from run" -l add-host -d 'Add a line to /etc/hosts' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from run" -l dns -d 'Use this name server; none leaves /etc/resolv.conf as the image has it' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from run" -l dns-option -l dns-opt -d 'Set an option of the resolver (resolv.conf(5))' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from run" -l dns-search -d 'Look names up in this domain; . means in none' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from run" -l network -l net -d 'How to reach the network: none, host, pasta or slirp4netns' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from run" -l no-hosts -d 'Leave /etc/hosts as the image has it' -r -f -a "true\t''
false\t''"
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from run" -l expose -d 'Say that programs of the container listen on a port; --publish-all publishes it' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from run" -l hosts-file -d 'Begin /etc/hosts with the lines of this file of the host, of the image\'s (image), or of none [default: /etc/hosts]' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from run" -s p -l publish -d 'Publish a port of the container on the host: [[IP:]HOST:]PORT[/udp], or ranges' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from run" -l ip -l ip6 -d 'Accepted to be refused: the container has no network of its own in which it could have an address' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from run" -l mac-address -d 'Accepted to be refused, as --ip' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from run" -l network-alias -d 'Accepted to be refused, as --ip' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from run" -l cap-add -d 'Add a capability, or ALL' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from run" -l cap-drop -d 'Drop a capability, or ALL' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from run" -l security-opt -d 'Security options: no-new-privileges, seccomp=unconfined, seccomp=FILE' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from run" -l device-cgroup-rule -d 'Accepted to be refused: rules for devices need a cgroup of the system\'s' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from run" -l privileged -d 'Give all capabilities and devices that the user has, and lift seccomp and masked paths' -r -f -a "true\t''
false\t''"
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from run" -l cgroupns -d 'Control group namespace: host, private, container:NAME or ns:PATH' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from run" -l group-add -d 'Add a group, by name or number; keep-groups keeps your own ones instead' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from run" -l ipc -d 'IPC namespace: host, private, container:NAME or ns:PATH' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from run" -l pid -d 'PID namespace: host, private, container:NAME or ns:PATH' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from run" -l uts -d 'UTS namespace: host, private, container:NAME or ns:PATH' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from run" -l gidmap -d 'Map group ids: [+g]CONTAINER:[@]FROM[:AMOUNT]; FROM counts your own ids, of which 0 is you' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from run" -l group-entry -d 'Line for /etc/group; $GROUPNAME, $GID and $USERLIST are replaced' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from run" -l hostuser -d 'Add a user of the host to /etc/passwd' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from run" -l passwd -d 'Add lines for users that the image does not know to /etc/passwd and /etc/group' -r -f -a "true\t''
false\t''"
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from run" -l passwd-entry -d 'Line for /etc/passwd; $USERNAME, $UID, $GID, $NAME and $HOME are replaced' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from run" -l subgidname -d 'Map the ids that /etc/subgid has under this name' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from run" -l subuidname -d 'Map the ids that /etc/subuid has under this name' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from run" -l uidmap -d 'Map user ids: [+u]CONTAINER:[@]FROM[:AMOUNT]; FROM counts your own ids, of which 0 is you' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from run" -l userns -d 'User namespace: host, private, keep-id[:uid=N,gid=N,size=N], auto[:size=N], nomap, container:NAME or ns:PATH' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from run" -l blkio-weight -d 'Relative weight of block input and output, 10 to 1000' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from run" -l cpu-period -d 'Microseconds after which the processor time of --cpu-quota is given anew, 1000 to 1000000' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from run" -l cpu-quota -d 'Microseconds of processor time in each period, -1 for no limit' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from run" -s c -l cpu-shares -d 'Relative weight of processor time, 1024 by default' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from run" -l cpuset-cpus -d 'Processors to use, such as 0-3,5' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from run" -l cpuset-mems -d 'Memory nodes to use, such as 0,1' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from run" -l cpus -d 'Number of processors, such as 1.5' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from run" -l device-read-bps -d 'Bytes to read from a block device in a second' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from run" -l device-read-iops -d 'Reads from a block device in a second' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from run" -l device-write-bps -d 'Bytes to write to a block device in a second' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from run" -l device-write-iops -d 'Writes to a block device in a second' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from run" -l kernel-memory -d 'Accepted for compatibility: cgroup version 2 has no limit of the kernel\'s memory alone' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from run" -s m -l memory -d 'Memory, such as 512m' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from run" -l memory-swap -d 'Memory and swap together, -1 for as much swap as there is; twice --memory by default' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from run" -l memory-reservation -d 'Memory that is not taken away while others have some to spare' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from run" -l memory-swappiness -d 'Accepted to be refused: cgroup version 2 has no swappiness of a group\'s own' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from run" -l pids-limit -d 'Number of processes and threads, -1 for no limit; 2048 by default, where it can be had' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from run" -l cgroup-conf -d 'Write a file of the container\'s control group, such as memory.high=1073741824' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from run" -l cgroup-parent -d 'Make the control group in this slice of systemd\'s, or below this path' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from run" -l cgroups -d 'Control groups: for container and monitor (the default), none, for the container only, or below the service\'s own' -r -f -a "enabled\t''
disabled\t''
no-conmon\t''
split\t''"
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from run" -l authfile -d 'Read credentials from this file' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from run" -l cert-dir -d 'Read authorities and client certificates from this directory' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from run" -l tls-verify -d 'Ask for HTTPS and a valid certificate; false allows plain HTTP' -r -f -a "true\t''
false\t''"
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from run" -l creds -d 'Credentials for the registry' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from run" -l disable-content-trust -d 'Accepted for compatibility: content is verified by digest and by policy.json' -r -f -a "true\t''
false\t''"
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from run" -l retry -d 'How often to try again (default: 3)' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from run" -l retry-delay -d 'Wait this long before the first time; each wait is twice the last one' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from run" -l noout -d 'Write nothing to standard output'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from run" -l syslog -d 'Accepted for compatibility: messages go to standard error'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from run" -s d -l detach -d 'Run in the background and print the container\'s ID'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from run" -l help -d 'Print help'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from run" -s i -l interactive -d 'Keep standard input open'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from run" -s q -l quiet -d 'Show no progress of a pull'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from run" -l replace -d 'Remove a container that has the same name first'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from run" -l rm -d 'Remove the container after it exits'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from run" -l rmi -d 'Remove the image after the container exits, unless other containers have it; implies --rm'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from run" -l rootfs -d 'Take a directory as the root, and no image: the first argument, DIR or, to leave it as it is, DIR:O'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from run" -s t -l tty -d 'Give the container a terminal'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from run" -l unsetenv-all -d 'Leave out all such variables'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from run" -l no-healthcheck -d 'Have no health check, whatever the image says'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from run" -l no-hostname -d 'Leave /etc/hostname as the image has it'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from run" -s P -l publish-all -d 'Publish all ports that the image and --expose name, on free ports of the host'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from run" -l oom-kill-disable -d 'Accepted to be refused: cgroup version 2 always ends what is out of memory'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from runlabel" -l log-level -d 'Log messages at and above this level to standard error' -r -f -a "trace\t''
debug\t''
info\t''
warn\t''
error\t''"
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from runlabel" -l events-backend -d 'Accepted for compatibility; events are kept in files' -r -f -a "file\t''"
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from runlabel" -l default-mounts-file -d 'Accepted to be refused: a file of mounts that every container would get' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from runlabel" -l hooks-dir -d 'Accepted to be refused: programs that the runtime would call' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from runlabel" -l out -d 'Write to this file what goes to standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from runlabel" -l root -d 'Directory for images and containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from runlabel" -l runroot -d 'Directory for the state of running containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from runlabel" -l runtime -d 'Accepted for compatibility: the runtime is built in' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from runlabel" -l runtime-flag -d 'Accepted for compatibility, as --runtime' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from runlabel" -l storage-driver -d 'Accepted for compatibility; there is one storage driver' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from runlabel" -l storage-opt -d 'How new containers\' files are served: union.plan=userspace, hybrid or direct' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from runlabel" -l noout -d 'Write nothing to standard output'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from runlabel" -l syslog -d 'Accepted for compatibility: messages go to standard error'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from runlabel" -s h -l help -d 'Print help'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from start" -l log-level -d 'Log messages at and above this level to standard error' -r -f -a "trace\t''
debug\t''
info\t''
warn\t''
error\t''"
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from start" -l events-backend -d 'Accepted for compatibility; events are kept in files' -r -f -a "file\t''"
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from start" -l default-mounts-file -d 'Accepted to be refused: a file of mounts that every container would get' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from start" -l hooks-dir -d 'Accepted to be refused: programs that the runtime would call' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from start" -l out -d 'Write to this file what goes to standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from start" -l root -d 'Directory for images and containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from start" -l runroot -d 'Directory for the state of running containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from start" -l runtime -d 'Accepted for compatibility: the runtime is built in' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from start" -l runtime-flag -d 'Accepted for compatibility, as --runtime' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from start" -l storage-driver -d 'Accepted for compatibility; there is one storage driver' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from start" -l storage-opt -d 'How new containers\' files are served: union.plan=userspace, hybrid or direct' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from start" -l detach-keys -d 'Keys that end the session and leave the container running; nothing turns them off (default: ctrl-p,ctrl-q)' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from start" -s f -l filter -d 'Start only containers that match, as in `coracle ps`' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from start" -l sig-proxy -d 'Pass signals on to the container, when attached' -r -f -a "true\t''
false\t''"
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from start" -l noout -d 'Write nothing to standard output'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from start" -l syslog -d 'Accepted for compatibility: messages go to standard error'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from start" -l all -d 'Start all containers'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from start" -s a -l attach -d 'Attach to the container\'s output and exit with its status'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from start" -s i -l interactive -d 'Attach standard input too'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from start" -s l -l latest -d 'Use the container that was made last'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from start" -s h -l help -d 'Print help'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from stats" -l log-level -d 'Log messages at and above this level to standard error' -r -f -a "trace\t''
debug\t''
info\t''
warn\t''
error\t''"
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from stats" -l events-backend -d 'Accepted for compatibility; events are kept in files' -r -f -a "file\t''"
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from stats" -l default-mounts-file -d 'Accepted to be refused: a file of mounts that every container would get' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from stats" -l hooks-dir -d 'Accepted to be refused: programs that the runtime would call' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from stats" -l out -d 'Write to this file what goes to standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from stats" -l root -d 'Directory for images and containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from stats" -l runroot -d 'Directory for the state of running containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from stats" -l runtime -d 'Accepted for compatibility: the runtime is built in' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from stats" -l runtime-flag -d 'Accepted for compatibility, as --runtime' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from stats" -l storage-driver -d 'Accepted for compatibility; there is one storage driver' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from stats" -l storage-opt -d 'How new containers\' files are served: union.plan=userspace, hybrid or direct' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from stats" -l format -d 'Print json, or each container with a Go template' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from stats" -s i -l interval -d 'Seconds between two looks' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from stats" -l noout -d 'Write nothing to standard output'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from stats" -l syslog -d 'Accepted for compatibility: messages go to standard error'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from stats" -s a -l all -d 'Show containers that do not run, too'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from stats" -s l -l latest -d 'Use the container that was made last'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from stats" -l no-reset -d 'Print below what was printed before, instead of clearing the screen'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from stats" -l no-stream -d 'Print once'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from stats" -l no-trunc -d 'Print whole IDs'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from stats" -s h -l help -d 'Print help'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from stop" -l log-level -d 'Log messages at and above this level to standard error' -r -f -a "trace\t''
debug\t''
info\t''
warn\t''
error\t''"
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from stop" -l events-backend -d 'Accepted for compatibility; events are kept in files' -r -f -a "file\t''"
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from stop" -l default-mounts-file -d 'Accepted to be refused: a file of mounts that every container would get' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from stop" -l hooks-dir -d 'Accepted to be refused: programs that the runtime would call' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from stop" -l out -d 'Write to this file what goes to standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from stop" -l root -d 'Directory for images and containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from stop" -l runroot -d 'Directory for the state of running containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from stop" -l runtime -d 'Accepted for compatibility: the runtime is built in' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from stop" -l runtime-flag -d 'Accepted for compatibility, as --runtime' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from stop" -l storage-driver -d 'Accepted for compatibility; there is one storage driver' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from stop" -l storage-opt -d 'How new containers\' files are served: union.plan=userspace, hybrid or direct' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from stop" -s t -l time -l timeout -d 'Seconds to wait before the container is killed; the default is the container\'s own' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from stop" -l cidfile -d 'Read a container\'s ID from a file' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from stop" -s f -l filter -d 'Choose containers that match, as in `coracle ps`' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from stop" -l noout -d 'Write nothing to standard output'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from stop" -l syslog -d 'Accepted for compatibility: messages go to standard error'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from stop" -s a -l all -d 'Stop all containers that run'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from stop" -s i -l ignore -d 'A container that is not there is no error'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from stop" -s l -l latest -d 'Use the container that was made last'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from stop" -s h -l help -d 'Print help'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from top" -l log-level -d 'Log messages at and above this level to standard error' -r -f -a "trace\t''
debug\t''
info\t''
warn\t''
error\t''"
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from top" -l events-backend -d 'Accepted for compatibility; events are kept in files' -r -f -a "file\t''"
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from top" -l default-mounts-file -d 'Accepted to be refused: a file of mounts that every container would get' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from top" -l hooks-dir -d 'Accepted to be refused: programs that the runtime would call' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from top" -l out -d 'Write to this file what goes to standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from top" -l root -d 'Directory for images and containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from top" -l runroot -d 'Directory for the state of running containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from top" -l runtime -d 'Accepted for compatibility: the runtime is built in' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from top" -l runtime-flag -d 'Accepted for compatibility, as --runtime' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from top" -l storage-driver -d 'Accepted for compatibility; there is one storage driver' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from top" -l storage-opt -d 'How new containers\' files are served: union.plan=userspace, hybrid or direct' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from top" -l noout -d 'Write nothing to standard output'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from top" -l syslog -d 'Accepted for compatibility: messages go to standard error'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from top" -s l -l latest -d 'Use the container that was made last'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from top" -s h -l help -d 'Print help'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from umount" -l log-level -d 'Log messages at and above this level to standard error' -r -f -a "trace\t''
debug\t''
info\t''
warn\t''
error\t''"
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from umount" -l events-backend -d 'Accepted for compatibility; events are kept in files' -r -f -a "file\t''"
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from umount" -l default-mounts-file -d 'Accepted to be refused: a file of mounts that every container would get' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from umount" -l hooks-dir -d 'Accepted to be refused: programs that the runtime would call' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from umount" -l out -d 'Write to this file what goes to standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from umount" -l root -d 'Directory for images and containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from umount" -l runroot -d 'Directory for the state of running containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from umount" -l runtime -d 'Accepted for compatibility: the runtime is built in' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from umount" -l runtime-flag -d 'Accepted for compatibility, as --runtime' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from umount" -l storage-driver -d 'Accepted for compatibility; there is one storage driver' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from umount" -l storage-opt -d 'How new containers\' files are served: union.plan=userspace, hybrid or direct' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from umount" -l noout -d 'Write nothing to standard output'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from umount" -l syslog -d 'Accepted for compatibility: messages go to standard error'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from umount" -s a -l all -d 'All containers that are mounted'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from umount" -s f -l force -d 'Take the mount away even if files are in use, or if it is in another mount namespace'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from umount" -s l -l latest -d 'Use the container that was made last'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from umount" -s h -l help -d 'Print help'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from unmount" -l log-level -d 'Log messages at and above this level to standard error' -r -f -a "trace\t''
debug\t''
info\t''
warn\t''
error\t''"
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from unmount" -l events-backend -d 'Accepted for compatibility; events are kept in files' -r -f -a "file\t''"
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from unmount" -l default-mounts-file -d 'Accepted to be refused: a file of mounts that every container would get' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from unmount" -l hooks-dir -d 'Accepted to be refused: programs that the runtime would call' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from unmount" -l out -d 'Write to this file what goes to standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from unmount" -l root -d 'Directory for images and containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from unmount" -l runroot -d 'Directory for the state of running containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from unmount" -l runtime -d 'Accepted for compatibility: the runtime is built in' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from unmount" -l runtime-flag -d 'Accepted for compatibility, as --runtime' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from unmount" -l storage-driver -d 'Accepted for compatibility; there is one storage driver' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from unmount" -l storage-opt -d 'How new containers\' files are served: union.plan=userspace, hybrid or direct' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from unmount" -l noout -d 'Write nothing to standard output'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from unmount" -l syslog -d 'Accepted for compatibility: messages go to standard error'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from unmount" -s a -l all -d 'All containers that are mounted'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from unmount" -s f -l force -d 'Take the mount away even if files are in use, or if it is in another mount namespace'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from unmount" -s l -l latest -d 'Use the container that was made last'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from unmount" -s h -l help -d 'Print help'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from unpause" -l log-level -d 'Log messages at and above this level to standard error' -r -f -a "trace\t''
debug\t''
info\t''
warn\t''
error\t''"
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from unpause" -l events-backend -d 'Accepted for compatibility; events are kept in files' -r -f -a "file\t''"
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from unpause" -l default-mounts-file -d 'Accepted to be refused: a file of mounts that every container would get' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from unpause" -l hooks-dir -d 'Accepted to be refused: programs that the runtime would call' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from unpause" -l out -d 'Write to this file what goes to standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from unpause" -l root -d 'Directory for images and containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from unpause" -l runroot -d 'Directory for the state of running containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from unpause" -l runtime -d 'Accepted for compatibility: the runtime is built in' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from unpause" -l runtime-flag -d 'Accepted for compatibility, as --runtime' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from unpause" -l storage-driver -d 'Accepted for compatibility; there is one storage driver' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from unpause" -l storage-opt -d 'How new containers\' files are served: union.plan=userspace, hybrid or direct' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from unpause" -l cidfile -d 'Read a container\'s ID from a file' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from unpause" -s f -l filter -d 'Choose containers that match, as in `coracle ps`' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from unpause" -l noout -d 'Write nothing to standard output'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from unpause" -l syslog -d 'Accepted for compatibility: messages go to standard error'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from unpause" -s a -l all -d 'Unpause all containers that are paused'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from unpause" -s l -l latest -d 'Use the container that was made last'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from unpause" -s h -l help -d 'Print help'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from update" -l log-level -d 'Log messages at and above this level to standard error' -r -f -a "trace\t''
debug\t''
info\t''
warn\t''
error\t''"
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from update" -l events-backend -d 'Accepted for compatibility; events are kept in files' -r -f -a "file\t''"
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from update" -l default-mounts-file -d 'Accepted to be refused: a file of mounts that every container would get' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from update" -l hooks-dir -d 'Accepted to be refused: programs that the runtime would call' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from update" -l out -d 'Write to this file what goes to standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from update" -l root -d 'Directory for images and containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from update" -l runroot -d 'Directory for the state of running containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from update" -l runtime -d 'Accepted for compatibility: the runtime is built in' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from update" -l runtime-flag -d 'Accepted for compatibility, as --runtime' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from update" -l storage-driver -d 'Accepted for compatibility; there is one storage driver' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from update" -l storage-opt -d 'How new containers\' files are served: union.plan=userspace, hybrid or direct' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from update" -l restart -d 'When to start the container again: no, on-failure[:RETRIES], always or unless-stopped' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from update" -l blkio-weight -d 'Relative weight of block input and output, 10 to 1000' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from update" -l cpu-period -d 'Microseconds after which the processor time of --cpu-quota is given anew, 1000 to 1000000' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from update" -l cpu-quota -d 'Microseconds of processor time in each period, -1 for no limit' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from update" -s c -l cpu-shares -d 'Relative weight of processor time, 1024 by default' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from update" -l cpuset-cpus -d 'Processors to use, such as 0-3,5' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from update" -l cpuset-mems -d 'Memory nodes to use, such as 0,1' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from update" -l cpus -d 'Number of processors, such as 1.5' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from update" -l device-read-bps -d 'Bytes to read from a block device in a second' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from update" -l device-read-iops -d 'Reads from a block device in a second' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from update" -l device-write-bps -d 'Bytes to write to a block device in a second' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from update" -l device-write-iops -d 'Writes to a block device in a second' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from update" -l kernel-memory -d 'Accepted for compatibility: cgroup version 2 has no limit of the kernel\'s memory alone' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from update" -s m -l memory -d 'Memory, such as 512m' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from update" -l memory-swap -d 'Memory and swap together, -1 for as much swap as there is; twice --memory by default' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from update" -l memory-reservation -d 'Memory that is not taken away while others have some to spare' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from update" -l memory-swappiness -d 'Accepted to be refused: cgroup version 2 has no swappiness of a group\'s own' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from update" -l pids-limit -d 'Number of processes and threads, -1 for no limit; 2048 by default, where it can be had' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from update" -l health-cmd -d 'Check the container\'s health with this command of a shell, or with the words of a JSON array; none turns checks off' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from update" -l health-interval -d 'Time between checks; disable runs them by hand only [default: 30s]' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from update" -l health-log-destination -d 'Keep a copy of the results in this directory; local and events_logger are the engine\'s own places' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from update" -l health-max-log-count -d 'How many results are kept, 0 for all [default: 5]' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from update" -l health-max-log-size -d 'How many characters of each output are kept, 0 for all [default: 500]' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from update" -l health-on-failure -d 'What is done with an unhealthy container: none, kill, restart or stop' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from update" -l health-retries -d 'Failures in a row that make the container unhealthy [default: 3]' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from update" -l health-start-interval -d 'Time between checks during the start period, until the first that succeeds' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from update" -l health-start-period -d 'Time after the start in which failures do not count' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from update" -l health-startup-cmd -d 'Check with this command first; the check proper begins once it has succeeded' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from update" -l health-startup-interval -d 'Time between such checks [default: 30s]' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from update" -l health-startup-retries -d 'Failures of it after which the container is restarted, 0 for never' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from update" -l health-startup-success -d 'Successes of it that the check proper waits for' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from update" -l health-startup-timeout -d 'Time that it may take [default: 30s]' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from update" -l health-timeout -d 'Time that a check may take [default: 30s]' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from update" -l noout -d 'Write nothing to standard output'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from update" -l syslog -d 'Accepted for compatibility: messages go to standard error'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from update" -l no-healthcheck -d 'Have no health check, whatever the image says'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from update" -s h -l help -d 'Print help'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from wait" -l log-level -d 'Log messages at and above this level to standard error' -r -f -a "trace\t''
debug\t''
info\t''
warn\t''
error\t''"
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from wait" -l events-backend -d 'Accepted for compatibility; events are kept in files' -r -f -a "file\t''"
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from wait" -l default-mounts-file -d 'Accepted to be refused: a file of mounts that every container would get' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from wait" -l hooks-dir -d 'Accepted to be refused: programs that the runtime would call' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from wait" -l out -d 'Write to this file what goes to standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from wait" -l root -d 'Directory for images and containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from wait" -l runroot -d 'Directory for the state of running containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from wait" -l runtime -d 'Accepted for compatibility: the runtime is built in' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from wait" -l runtime-flag -d 'Accepted for compatibility, as --runtime' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from wait" -l storage-driver -d 'Accepted for compatibility; there is one storage driver' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from wait" -l storage-opt -d 'How new containers\' files are served: union.plan=userspace, hybrid or direct' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from wait" -l cidfile -d 'Read a container\'s ID from a file' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from wait" -l condition -d 'What to wait for: exited, stopped, running, created, initialized, paused, healthy, unhealthy and others' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from wait" -s i -l interval -d 'Time between two looks at the state, in milliseconds or such as 2s' -r
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from wait" -l noout -d 'Write nothing to standard output'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from wait" -l syslog -d 'Accepted for compatibility: messages go to standard error'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from wait" -l exit-first-match -d 'Wait for the first of the containers only, and print nothing of the others'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from wait" -l ignore -d 'A container that is not there is no error, and its exit code is -1'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from wait" -s l -l latest -d 'Use the container that was made last'
complete -c coracle -n "__fish_coracle_using_subcommand container; and __fish_seen_subcommand_from wait" -s h -l help -d 'Print help'
complete -c coracle -n "__fish_coracle_using_subcommand cp" -l log-level -d 'Log messages at and above this level to standard error' -r -f -a "trace\t''
debug\t''
info\t''
warn\t''
error\t''"
complete -c coracle -n "__fish_coracle_using_subcommand cp" -l events-backend -d 'Accepted for compatibility; events are kept in files' -r -f -a "file\t''"
complete -c coracle -n "__fish_coracle_using_subcommand cp" -l default-mounts-file -d 'Accepted to be refused: a file of mounts that every container would get' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand cp" -l hooks-dir -d 'Accepted to be refused: programs that the runtime would call' -r
complete -c coracle -n "__fish_coracle_using_subcommand cp" -l out -d 'Write to this file what goes to standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand cp" -l root -d 'Directory for images and containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand cp" -l runroot -d 'Directory for the state of running containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand cp" -l runtime -d 'Accepted for compatibility: the runtime is built in' -r
complete -c coracle -n "__fish_coracle_using_subcommand cp" -l runtime-flag -d 'Accepted for compatibility, as --runtime' -r
complete -c coracle -n "__fish_coracle_using_subcommand cp" -l storage-driver -d 'Accepted for compatibility; there is one storage driver' -r
complete -c coracle -n "__fish_coracle_using_subcommand cp" -l storage-opt -d 'How new containers\' files are served: union.plan=userspace, hybrid or direct' -r
complete -c coracle -n "__fish_coracle_using_subcommand cp" -s a -l archive -d 'Give what comes into a container to the container\'s user; with =false the owners stay' -r -f -a "true\t''
false\t''"
complete -c coracle -n "__fish_coracle_using_subcommand cp" -l noout -d 'Write nothing to standard output'
complete -c coracle -n "__fish_coracle_using_subcommand cp" -l syslog -d 'Accepted for compatibility: messages go to standard error'
complete -c coracle -n "__fish_coracle_using_subcommand cp" -l overwrite -d 'Let directories and other files replace each other'
complete -c coracle -n "__fish_coracle_using_subcommand cp" -l pause -d 'Accepted for compatibility; nothing needs to stand still'
complete -c coracle -n "__fish_coracle_using_subcommand cp" -s h -l help -d 'Print help'
complete -c coracle -n "__fish_coracle_using_subcommand create" -l log-level -d 'Log messages at and above this level to standard error' -r -f -a "trace\t''
debug\t''
info\t''
warn\t''
error\t''"
complete -c coracle -n "__fish_coracle_using_subcommand create" -l events-backend -d 'Accepted for compatibility; events are kept in files' -r -f -a "file\t''"
complete -c coracle -n "__fish_coracle_using_subcommand create" -l default-mounts-file -d 'Accepted to be refused: a file of mounts that every container would get' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand create" -l hooks-dir -d 'Accepted to be refused: programs that the runtime would call' -r
complete -c coracle -n "__fish_coracle_using_subcommand create" -l out -d 'Write to this file what goes to standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand create" -l root -d 'Directory for images and containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand create" -l runroot -d 'Directory for the state of running containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand create" -l runtime -d 'Accepted for compatibility: the runtime is built in' -r
complete -c coracle -n "__fish_coracle_using_subcommand create" -l runtime-flag -d 'Accepted for compatibility, as --runtime' -r
complete -c coracle -n "__fish_coracle_using_subcommand create" -l storage-driver -d 'Accepted for compatibility; there is one storage driver' -r
complete -c coracle -n "__fish_coracle_using_subcommand create" -l storage-opt -d 'How new containers\' files are served: union.plan=userspace, hybrid or direct' -r
complete -c coracle -n "__fish_coracle_using_subcommand create" -s a -l attach -d 'Attach to standard input, output or errors only' -r -f -a "stdin\t''
stdout\t''
stderr\t''"
complete -c coracle -n "__fish_coracle_using_subcommand create" -l annotation -d 'Set an annotation' -r
complete -c coracle -n "__fish_coracle_using_subcommand create" -l arch -d 'Use the image for this processor architecture' -r
complete -c coracle -n "__fish_coracle_using_subcommand create" -l cidfile -d 'Write the container\'s ID to a file' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand create" -l conmon-pidfile -d 'Write the number of the container\'s monitor to a file' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand create" -l detach-keys -d 'Keys that end the session and leave the container running; nothing turns them off (default: ctrl-p,ctrl-q)' -r
complete -c coracle -n "__fish_coracle_using_subcommand create" -l init -d 'Run an init process that forwards signals and reaps processes' -r -f -a "true\t''
false\t''"
complete -c coracle -n "__fish_coracle_using_subcommand create" -l init-path -d 'With --init, use this program of the host for it, and not the engine\'s own' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand create" -s l -l label -d 'Set a label' -r
complete -c coracle -n "__fish_coracle_using_subcommand create" -l label-file -d 'Read labels from a file, one on each line' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand create" -l log-driver -d 'Where the output is kept (default: k8s-file)' -r -f -a "k8s-file\t'In a file, line by line, with stream and time'
json-file\t'The same by Docker\'s name, in the same format'
journald\t'In the system\'s journal'
none\t'Nowhere'
passthrough\t'Nowhere: the container writes to the caller\'s own streams, which are no terminal'
passthrough-tty\t'The same, on a terminal too'"
complete -c coracle -n "__fish_coracle_using_subcommand create" -l log-opt -d 'Options of the log driver: path=FILE, max-size=SIZE, max-file=NUMBER; for the journal tag=NAME, label=KEY=VALUE' -r
complete -c coracle -n "__fish_coracle_using_subcommand create" -l name -d 'Name the container' -r
complete -c coracle -n "__fish_coracle_using_subcommand create" -l os -d 'Use the image for this operating system' -r
complete -c coracle -n "__fish_coracle_using_subcommand create" -l pidfile -d 'Write the number of the container\'s first process to a file' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand create" -l platform -d 'Use the image for this platform, OS/ARCH[/VARIANT]' -r
complete -c coracle -n "__fish_coracle_using_subcommand create" -l pull -d 'When to pull the image (default: missing)' -r -f -a "always\t''
missing\t''
never\t''
newer\t''"
complete -c coracle -n "__fish_coracle_using_subcommand create" -l requires -d 'Start these containers before this one, and keep them from being removed before it' -r
complete -c coracle -n "__fish_coracle_using_subcommand create" -l restart -d 'When to start the container again: no, on-failure[:RETRIES], always or unless-stopped' -r
complete -c coracle -n "__fish_coracle_using_subcommand create" -l sig-proxy -d 'Pass signals on to the container' -r -f -a "true\t''
false\t''"
complete -c coracle -n "__fish_coracle_using_subcommand create" -l stop-signal -d 'Signal that stops the container' -r
complete -c coracle -n "__fish_coracle_using_subcommand create" -l stop-timeout -d 'Seconds to wait before a stopping container is killed (default: 10)' -r
complete -c coracle -n "__fish_coracle_using_subcommand create" -l timeout -d 'Kill the container when it has run for so many seconds, 0 for never' -r
complete -c coracle -n "__fish_coracle_using_subcommand create" -l variant -d 'Use the image for this variant of the architecture' -r
complete -c coracle -n "__fish_coracle_using_subcommand create" -l entrypoint -d 'Run this instead of the image\'s entrypoint; a JSON array may give it arguments' -r
complete -c coracle -n "__fish_coracle_using_subcommand create" -s e -l env -d 'Set a variable; without a value, take it from the host; KEY* takes all that begin so' -r
complete -c coracle -n "__fish_coracle_using_subcommand create" -l env-file -d 'Read variables from a file' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand create" -l env-host -d 'Set all variables of the host' -r -f -a "true\t''
false\t''"
complete -c coracle -n "__fish_coracle_using_subcommand create" -l env-merge -d 'Set a variable to a value in which ${NAME} is the image\'s' -r
complete -c coracle -n "__fish_coracle_using_subcommand create" -s h -l hostname -d 'Set the container\'s host name' -r
complete -c coracle -n "__fish_coracle_using_subcommand create" -l http-proxy -d 'Set the variables of the host that are about proxies' -r -f -a "true\t''
false\t''"
complete -c coracle -n "__fish_coracle_using_subcommand create" -l oom-score-adj -d 'How likely the kernel ends the command when memory is short: -1000 to 1000' -r
complete -c coracle -n "__fish_coracle_using_subcommand create" -l sdnotify -d 'Who tells the service manager that a service is ready: the container, the engine when the command runs or the container is healthy, or nobody' -r -f -a "container\t''
conmon\t''
healthy\t''
ignore\t''"
complete -c coracle -n "__fish_coracle_using_subcommand create" -l sysctl -d 'Set a kernel parameter of the container\'s namespaces' -r
complete -c coracle -n "__fish_coracle_using_subcommand create" -l systemd -d 'Make the container fit for systemd: when it is the command, never, or always' -r -f -a "true\t'When the command is systemd or init'
false\t''
always\t''"
complete -c coracle -n "__fish_coracle_using_subcommand create" -l tz -d 'Set the time zone: a name such as Europe/Rome, or local for the host\'s' -r
complete -c coracle -n "__fish_coracle_using_subcommand create" -l ulimit -d 'Set a resource limit: SOFT, or SOFT:HARD; or host for the host\'s' -r
complete -c coracle -n "__fish_coracle_using_subcommand create" -l umask -d 'Set the mask of permissions of new files' -r
complete -c coracle -n "__fish_coracle_using_subcommand create" -l unsetenv -d 'Leave out a variable that the image sets, or that every container has' -r
complete -c coracle -n "__fish_coracle_using_subcommand create" -s u -l user -d 'Run as this user of the image' -r
complete -c coracle -n "__fish_coracle_using_subcommand create" -s w -l workdir -d 'Working directory of the command' -r
complete -c coracle -n "__fish_coracle_using_subcommand create" -l health-cmd -d 'Check the container\'s health with this command of a shell, or with the words of a JSON array; none turns checks off' -r
complete -c coracle -n "__fish_coracle_using_subcommand create" -l health-interval -d 'Time between checks; disable runs them by hand only [default: 30s]' -r
complete -c coracle -n "__fish_coracle_using_subcommand create" -l health-log-destination -d 'Keep a copy of the results in this directory; local and events_logger are the engine\'s own places' -r
complete -c coracle -n "__fish_coracle_using_subcommand create" -l health-max-log-count -d 'How many results are kept, 0 for all [default: 5]' -r
complete -c coracle -n "__fish_coracle_using_subcommand create" -l health-max-log-size -d 'How many characters of each output are kept, 0 for all [default: 500]' -r
complete -c coracle -n "__fish_coracle_using_subcommand create" -l health-on-failure -d 'What is done with an unhealthy container: none, kill, restart or stop' -r
complete -c coracle -n "__fish_coracle_using_subcommand create" -l health-retries -d 'Failures in a row that make the container unhealthy [default: 3]' -r
complete -c coracle -n "__fish_coracle_using_subcommand create" -l health-start-interval -d 'Time between checks during the start period, until the first that succeeds' -r
complete -c coracle -n "__fish_coracle_using_subcommand create" -l health-start-period -d 'Time after the start in which failures do not count' -r
complete -c coracle -n "__fish_coracle_using_subcommand create" -l health-startup-cmd -d 'Check with this command first; the check proper begins once it has succeeded' -r
complete -c coracle -n "__fish_coracle_using_subcommand create" -l health-startup-interval -d 'Time between such checks [default: 30s]' -r
complete -c coracle -n "__fish_coracle_using_subcommand create" -l health-startup-retries -d 'Failures of it after which the container is restarted, 0 for never' -r
complete -c coracle -n "__fish_coracle_using_subcommand create" -l health-startup-success -d 'Successes of it that the check proper waits for' -r
complete -c coracle -n "__fish_coracle_using_subcommand create" -l health-startup-timeout -d 'Time that it may take [default: 30s]' -r
complete -c coracle -n "__fish_coracle_using_subcommand create" -l health-timeout -d 'Time that a check may take [default: 30s]' -r
complete -c coracle -n "__fish_coracle_using_subcommand create" -l device -d 'Give the container a device of the host, or a directory of them' -r
complete -c coracle -n "__fish_coracle_using_subcommand create" -l image-volume -d 'What to do with the volumes that the image declares (default: anonymous)' -r -f -a "anonymous\t'An anonymous volume for each'
tmpfs\t'An in-memory file system for each'
ignore\t'Nothing'"
complete -c coracle -n "__fish_coracle_using_subcommand create" -l mount -d 'Mount something: type=bind|volume|tmpfs|image|glob|devpts, source, destination and options' -r
complete -c coracle -n "__fish_coracle_using_subcommand create" -l read-only -d 'Make the root file system read-only' -r -f -a "true\t''
false\t''"
complete -c coracle -n "__fish_coracle_using_subcommand create" -l read-only-tmpfs -d 'Keep /run, /tmp and /var/tmp writable when the root file system is read-only' -r -f -a "true\t''
false\t''"
complete -c coracle -n "__fish_coracle_using_subcommand create" -l secret -d 'Give the container a secret: NAME, and type=mount|env, target, uid, gid, mode' -r
complete -c coracle -n "__fish_coracle_using_subcommand create" -l shm-size -d 'Size of /dev/shm' -r
complete -c coracle -n "__fish_coracle_using_subcommand create" -l tmpfs -d 'Mount an in-memory file system' -r
complete -c coracle -n "__fish_coracle_using_subcommand create" -s v -l volume -d 'Mount a file or directory of the host, or a volume; a third part is for options, such as ro' -r
complete -c coracle -n "__fish_coracle_using_subcommand create" -l volumes-from -d 'Mount what another container has mounted' -r
complete -c coracle -n "__fish_coracle_using_subcommand create" -l add-host -d 'Add a line to /etc/hosts' -r
complete -c coracle -n "__fish_coracle_using_subcommand create" -l dns -d 'Use this name server; none leaves /etc/resolv.conf as the image has it' -r
complete -c coracle -n "__fish_coracle_using_subcommand create" -l dns-option -l dns-opt -d 'Set an option of the resolver (resolv.conf(5))' -r
complete -c coracle -n "__fish_coracle_using_subcommand create" -l dns-search -d 'Look names up in this domain; . means in none' -r
complete -c coracle -n "__fish_coracle_using_subcommand create" -l network -l net -d 'How to reach the network: none, host, pasta or slirp4netns' -r
complete -c coracle -n "__fish_coracle_using_subcommand create" -l no-hosts -d 'Leave /etc/hosts as the image has it' -r -f -a "true\t''
false\t''"
complete -c coracle -n "__fish_coracle_using_subcommand create" -l expose -d 'Say that programs of the container listen on a port; --publish-all publishes it' -r
complete -c coracle -n "__fish_coracle_using_subcommand create" -l hosts-file -d 'Begin /etc/hosts with the lines of this file of the host, of the image\'s (image), or of none [default: /etc/hosts]' -r
complete -c coracle -n "__fish_coracle_using_subcommand create" -s p -l publish -d 'Publish a port of the container on the host: [[IP:]HOST:]PORT[/udp], or ranges' -r
complete -c coracle -n "__fish_coracle_using_subcommand create" -l ip -l ip6 -d 'Accepted to be refused: the container has no network of its own in which it could have an address' -r
complete -c coracle -n "__fish_coracle_using_subcommand create" -l mac-address -d 'Accepted to be refused, as --ip' -r
complete -c coracle -n "__fish_coracle_using_subcommand create" -l network-alias -d 'Accepted to be refused, as --ip' -r
complete -c coracle -n "__fish_coracle_using_subcommand create" -l cap-add -d 'Add a capability, or ALL' -r
complete -c coracle -n "__fish_coracle_using_subcommand create" -l cap-drop -d 'Drop a capability, or ALL' -r
complete -c coracle -n "__fish_coracle_using_subcommand create" -l security-opt -d 'Security options: no-new-privileges, seccomp=unconfined, seccomp=FILE' -r
complete -c coracle -n "__fish_coracle_using_subcommand create" -l device-cgroup-rule -d 'Accepted to be refused: rules for devices need a cgroup of the system\'s' -r
complete -c coracle -n "__fish_coracle_using_subcommand create" -l privileged -d 'Give all capabilities and devices that the user has, and lift seccomp and masked paths' -r -f -a "true\t''
false\t''"
complete -c coracle -n "__fish_coracle_using_subcommand create" -l cgroupns -d 'Control group namespace: host, private, container:NAME or ns:PATH' -r
complete -c coracle -n "__fish_coracle_using_subcommand create" -l group-add -d 'Add a group, by name or number; keep-groups keeps your own ones instead' -r
complete -c coracle -n "__fish_coracle_using_subcommand create" -l ipc -d 'IPC namespace: host, private, container:NAME or ns:PATH' -r
complete -c coracle -n "__fish_coracle_using_subcommand create" -l pid -d 'PID namespace: host, private, container:NAME or ns:PATH' -r
complete -c coracle -n "__fish_coracle_using_subcommand create" -l uts -d 'UTS namespace: host, private, container:NAME or ns:PATH' -r
complete -c coracle -n "__fish_coracle_using_subcommand create" -l gidmap -d 'Map group ids: [+g]CONTAINER:[@]FROM[:AMOUNT]; FROM counts your own ids, of which 0 is you' -r
complete -c coracle -n "__fish_coracle_using_subcommand create" -l group-entry -d 'Line for /etc/group; $GROUPNAME, $GID and $USERLIST are replaced' -r
complete -c coracle -n "__fish_coracle_using_subcommand create" -l hostuser -d 'Add a user of the host to /etc/passwd' -r
complete -c coracle -n "__fish_coracle_using_subcommand create" -l passwd -d 'Add lines for users that the image does not know to /etc/passwd and /etc/group' -r -f -a "true\t''
false\t''"
complete -c coracle -n "__fish_coracle_using_subcommand create" -l passwd-entry -d 'Line for /etc/passwd; $USERNAME, $UID, $GID, $NAME and $HOME are replaced' -r
complete -c coracle -n "__fish_coracle_using_subcommand create" -l subgidname -d 'Map the ids that /etc/subgid has under this name' -r
complete -c coracle -n "__fish_coracle_using_subcommand create" -l subuidname -d 'Map the ids that /etc/subuid has under this name' -r
complete -c coracle -n "__fish_coracle_using_subcommand create" -l uidmap -d 'Map user ids: [+u]CONTAINER:[@]FROM[:AMOUNT]; FROM counts your own ids, of which 0 is you' -r
complete -c coracle -n "__fish_coracle_using_subcommand create" -l userns -d 'User namespace: host, private, keep-id[:uid=N,gid=N,size=N], auto[:size=N], nomap, container:NAME or ns:PATH' -r
complete -c coracle -n "__fish_coracle_using_subcommand create" -l blkio-weight -d 'Relative weight of block input and output, 10 to 1000' -r
complete -c coracle -n "__fish_coracle_using_subcommand create" -l cpu-period -d 'Microseconds after which the processor time of --cpu-quota is given anew, 1000 to 1000000' -r
complete -c coracle -n "__fish_coracle_using_subcommand create" -l cpu-quota -d 'Microseconds of processor time in each period, -1 for no limit' -r
complete -c coracle -n "__fish_coracle_using_subcommand create" -s c -l cpu-shares -d 'Relative weight of processor time, 1024 by default' -r
complete -c coracle -n "__fish_coracle_using_subcommand create" -l cpuset-cpus -d 'Processors to use, such as 0-3,5' -r
complete -c coracle -n "__fish_coracle_using_subcommand create" -l cpuset-mems -d 'Memory nodes to use, such as 0,1' -r
complete -c coracle -n "__fish_coracle_using_subcommand create" -l cpus -d 'Number of processors, such as 1.5' -r
complete -c coracle -n "__fish_coracle_using_subcommand create" -l device-read-bps -d 'Bytes to read from a block device in a second' -r
complete -c coracle -n "__fish_coracle_using_subcommand create" -l device-read-iops -d 'Reads from a block device in a second' -r
complete -c coracle -n "__fish_coracle_using_subcommand create" -l device-write-bps -d 'Bytes to write to a block device in a second' -r
complete -c coracle -n "__fish_coracle_using_subcommand create" -l device-write-iops -d 'Writes to a block device in a second' -r
complete -c coracle -n "__fish_coracle_using_subcommand create" -l kernel-memory -d 'Accepted for compatibility: cgroup version 2 has no limit of the kernel\'s memory alone' -r
complete -c coracle -n "__fish_coracle_using_subcommand create" -s m -l memory -d 'Memory, such as 512m' -r
complete -c coracle -n "__fish_coracle_using_subcommand create" -l memory-swap -d 'Memory and swap together, -1 for as much swap as there is; twice --memory by default' -r
complete -c coracle -n "__fish_coracle_using_subcommand create" -l memory-reservation -d 'Memory that is not taken away while others have some to spare' -r
complete -c coracle -n "__fish_coracle_using_subcommand create" -l memory-swappiness -d 'Accepted to be refused: cgroup version 2 has no swappiness of a group\'s own' -r
complete -c coracle -n "__fish_coracle_using_subcommand create" -l pids-limit -d 'Number of processes and threads, -1 for no limit; 2048 by default, where it can be had' -r
complete -c coracle -n "__fish_coracle_using_subcommand create" -l cgroup-conf -d 'Write a file of the container\'s control group, such as memory.high=1073741824' -r
complete -c coracle -n "__fish_coracle_using_subcommand create" -l cgroup-parent -d 'Make the control group in this slice of systemd\'s, or below this path' -r
complete -c coracle -n "__fish_coracle_using_subcommand create" -l cgroups -d 'Control groups: for container and monitor (the default), none, for the container only, or below the service\'s own' -r -f -a "enabled\t''
disabled\t''
no-conmon\t''
split\t''"
complete -c coracle -n "__fish_coracle_using_subcommand create" -l authfile -d 'Read credentials from this file' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand create" -l cert-dir -d 'Read authorities and client certificates from this directory' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand create" -l tls-verify -d 'Ask for HTTPS and a valid certificate; false allows plain HTTP' -r -f -a "true\t''
false\t''"
complete -c coracle -n "__fish_coracle_using_subcommand create" -l creds -d 'Credentials for the registry' -r
complete -c coracle -n "__fish_coracle_using_subcommand create" -l disable-content-trust -d 'Accepted for compatibility: content is verified by digest and by policy.json' -r -f -a "true\t''
false\t''"
complete -c coracle -n "__fish_coracle_using_subcommand create" -l retry -d 'How often to try again (default: 3)' -r
complete -c coracle -n "__fish_coracle_using_subcommand create" -l retry-delay -d 'Wait this long before the first time; each wait is twice the last one' -r
complete -c coracle -n "__fish_coracle_using_subcommand create" -l preserve-fd -d 'Hand down these descriptors too, by number' -r
complete -c coracle -n "__fish_coracle_using_subcommand create" -l preserve-fds -d 'Hand down N more descriptors, from 3 on' -r
complete -c coracle -n "__fish_coracle_using_subcommand create" -l noout -d 'Write nothing to standard output'
complete -c coracle -n "__fish_coracle_using_subcommand create" -l syslog -d 'Accepted for compatibility: messages go to standard error'
complete -c coracle -n "__fish_coracle_using_subcommand create" -l help -d 'Print help'
complete -c coracle -n "__fish_coracle_using_subcommand create" -s i -l interactive -d 'Keep standard input open'
complete -c coracle -n "__fish_coracle_using_subcommand create" -s q -l quiet -d 'Show no progress of a pull'
complete -c coracle -n "__fish_coracle_using_subcommand create" -l replace -d 'Remove a container that has the same name first'
complete -c coracle -n "__fish_coracle_using_subcommand create" -l rm -d 'Remove the container after it exits'
complete -c coracle -n "__fish_coracle_using_subcommand create" -l rmi -d 'Remove the image after the container exits, unless other containers have it; implies --rm'
complete -c coracle -n "__fish_coracle_using_subcommand create" -l rootfs -d 'Take a directory as the root, and no image: the first argument, DIR or, to leave it as it is, DIR:O'
complete -c coracle -n "__fish_coracle_using_subcommand create" -s t -l tty -d 'Give the container a terminal'
complete -c coracle -n "__fish_coracle_using_subcommand create" -l unsetenv-all -d 'Leave out all such variables'
complete -c coracle -n "__fish_coracle_using_subcommand create" -l no-healthcheck -d 'Have no health check, whatever the image says'
complete -c coracle -n "__fish_coracle_using_subcommand create" -l no-hostname -d 'Leave /etc/hostname as the image has it'
complete -c coracle -n "__fish_coracle_using_subcommand create" -s P -l publish-all -d 'Publish all ports that the image and --expose name, on free ports of the host'
complete -c coracle -n "__fish_coracle_using_subcommand create" -l oom-kill-disable -d 'Accepted to be refused: cgroup version 2 always ends what is out of memory'
complete -c coracle -n "__fish_coracle_using_subcommand create" -s d -l detach -d 'Run in the background and print the container\'s ID'
complete -c coracle -n "__fish_coracle_using_subcommand diff" -l log-level -d 'Log messages at and above this level to standard error' -r -f -a "trace\t''
debug\t''
info\t''
warn\t''
error\t''"
complete -c coracle -n "__fish_coracle_using_subcommand diff" -l events-backend -d 'Accepted for compatibility; events are kept in files' -r -f -a "file\t''"
complete -c coracle -n "__fish_coracle_using_subcommand diff" -l default-mounts-file -d 'Accepted to be refused: a file of mounts that every container would get' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand diff" -l hooks-dir -d 'Accepted to be refused: programs that the runtime would call' -r
complete -c coracle -n "__fish_coracle_using_subcommand diff" -l out -d 'Write to this file what goes to standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand diff" -l root -d 'Directory for images and containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand diff" -l runroot -d 'Directory for the state of running containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand diff" -l runtime -d 'Accepted for compatibility: the runtime is built in' -r
complete -c coracle -n "__fish_coracle_using_subcommand diff" -l runtime-flag -d 'Accepted for compatibility, as --runtime' -r
complete -c coracle -n "__fish_coracle_using_subcommand diff" -l storage-driver -d 'Accepted for compatibility; there is one storage driver' -r
complete -c coracle -n "__fish_coracle_using_subcommand diff" -l storage-opt -d 'How new containers\' files are served: union.plan=userspace, hybrid or direct' -r
complete -c coracle -n "__fish_coracle_using_subcommand diff" -l format -d 'Print JSON' -r -f -a "json\t''"
complete -c coracle -n "__fish_coracle_using_subcommand diff" -l noout -d 'Write nothing to standard output'
complete -c coracle -n "__fish_coracle_using_subcommand diff" -l syslog -d 'Accepted for compatibility: messages go to standard error'
complete -c coracle -n "__fish_coracle_using_subcommand diff" -s l -l latest -d 'Use the container that was made last'
complete -c coracle -n "__fish_coracle_using_subcommand diff" -s h -l help -d 'Print help'
complete -c coracle -n "__fish_coracle_using_subcommand events" -l log-level -d 'Log messages at and above this level to standard error' -r -f -a "trace\t''
debug\t''
info\t''
warn\t''
error\t''"
complete -c coracle -n "__fish_coracle_using_subcommand events" -l events-backend -d 'Accepted for compatibility; events are kept in files' -r -f -a "file\t''"
complete -c coracle -n "__fish_coracle_using_subcommand events" -l default-mounts-file -d 'Accepted to be refused: a file of mounts that every container would get' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand events" -l hooks-dir -d 'Accepted to be refused: programs that the runtime would call' -r
complete -c coracle -n "__fish_coracle_using_subcommand events" -l out -d 'Write to this file what goes to standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand events" -l root -d 'Directory for images and containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand events" -l runroot -d 'Directory for the state of running containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand events" -l runtime -d 'Accepted for compatibility: the runtime is built in' -r
complete -c coracle -n "__fish_coracle_using_subcommand events" -l runtime-flag -d 'Accepted for compatibility, as --runtime' -r
complete -c coracle -n "__fish_coracle_using_subcommand events" -l storage-driver -d 'Accepted for compatibility; there is one storage driver' -r
complete -c coracle -n "__fish_coracle_using_subcommand events" -l storage-opt -d 'How new containers\' files are served: union.plan=userspace, hybrid or direct' -r
complete -c coracle -n "__fish_coracle_using_subcommand events" -s f -l filter -d 'Show what matches: container, event, image, label, secret, type or volume' -r
complete -c coracle -n "__fish_coracle_using_subcommand events" -l format -d 'Print each event as JSON, or as a Go template says' -r
complete -c coracle -n "__fish_coracle_using_subcommand events" -l no-trunc -d 'Show whole IDs' -r -f -a "true\t''
false\t''"
complete -c coracle -n "__fish_coracle_using_subcommand events" -l since -d 'Show what has happened since a time, such as 10m or 2026-01-31T12:00:00Z' -r
complete -c coracle -n "__fish_coracle_using_subcommand events" -l stream -d 'Go on as things happen' -r -f -a "true\t''
false\t''"
complete -c coracle -n "__fish_coracle_using_subcommand events" -l until -d 'Show what happens until a time; 10m means ten minutes from now' -r
complete -c coracle -n "__fish_coracle_using_subcommand events" -l noout -d 'Write nothing to standard output'
complete -c coracle -n "__fish_coracle_using_subcommand events" -l syslog -d 'Accepted for compatibility: messages go to standard error'
complete -c coracle -n "__fish_coracle_using_subcommand events" -s h -l help -d 'Print help'
complete -c coracle -n "__fish_coracle_using_subcommand exec" -l log-level -d 'Log messages at and above this level to standard error' -r -f -a "trace\t''
debug\t''
info\t''
warn\t''
error\t''"
complete -c coracle -n "__fish_coracle_using_subcommand exec" -l events-backend -d 'Accepted for compatibility; events are kept in files' -r -f -a "file\t''"
complete -c coracle -n "__fish_coracle_using_subcommand exec" -l default-mounts-file -d 'Accepted to be refused: a file of mounts that every container would get' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand exec" -l hooks-dir -d 'Accepted to be refused: programs that the runtime would call' -r
complete -c coracle -n "__fish_coracle_using_subcommand exec" -l out -d 'Write to this file what goes to standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand exec" -l root -d 'Directory for images and containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand exec" -l runroot -d 'Directory for the state of running containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand exec" -l runtime -d 'Accepted for compatibility: the runtime is built in' -r
complete -c coracle -n "__fish_coracle_using_subcommand exec" -l runtime-flag -d 'Accepted for compatibility, as --runtime' -r
complete -c coracle -n "__fish_coracle_using_subcommand exec" -l storage-driver -d 'Accepted for compatibility; there is one storage driver' -r
complete -c coracle -n "__fish_coracle_using_subcommand exec" -l storage-opt -d 'How new containers\' files are served: union.plan=userspace, hybrid or direct' -r
complete -c coracle -n "__fish_coracle_using_subcommand exec" -l cidfile -d 'Read the container\'s ID from a file' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand exec" -l detach-keys -d 'Keys that leave the command running in the background; nothing turns them off (default: ctrl-p,ctrl-q)' -r
complete -c coracle -n "__fish_coracle_using_subcommand exec" -s e -l env -d 'Set a variable; without a value, take it from the host; KEY* takes all that begin so' -r
complete -c coracle -n "__fish_coracle_using_subcommand exec" -l env-file -d 'Read variables from a file' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand exec" -s u -l user -d 'Run as this user of the container' -r
complete -c coracle -n "__fish_coracle_using_subcommand exec" -s w -l workdir -d 'Working directory of the command' -r
complete -c coracle -n "__fish_coracle_using_subcommand exec" -l preserve-fd -d 'Hand down these descriptors too, by number' -r
complete -c coracle -n "__fish_coracle_using_subcommand exec" -l preserve-fds -d 'Hand down N more descriptors, from 3 on' -r
complete -c coracle -n "__fish_coracle_using_subcommand exec" -l noout -d 'Write nothing to standard output'
complete -c coracle -n "__fish_coracle_using_subcommand exec" -l syslog -d 'Accepted for compatibility: messages go to standard error'
complete -c coracle -n "__fish_coracle_using_subcommand exec" -s d -l detach -d 'Run in the background and print the session\'s ID'
complete -c coracle -n "__fish_coracle_using_subcommand exec" -s i -l interactive -d 'Keep standard input open'
complete -c coracle -n "__fish_coracle_using_subcommand exec" -s l -l latest -d 'Use the container that was made last'
complete -c coracle -n "__fish_coracle_using_subcommand exec" -l privileged -d 'Give the command all capabilities that the user has'
complete -c coracle -n "__fish_coracle_using_subcommand exec" -s t -l tty -d 'Give the command a terminal'
complete -c coracle -n "__fish_coracle_using_subcommand exec" -s h -l help -d 'Print help'
complete -c coracle -n "__fish_coracle_using_subcommand export" -l log-level -d 'Log messages at and above this level to standard error' -r -f -a "trace\t''
debug\t''
info\t''
warn\t''
error\t''"
complete -c coracle -n "__fish_coracle_using_subcommand export" -l events-backend -d 'Accepted for compatibility; events are kept in files' -r -f -a "file\t''"
complete -c coracle -n "__fish_coracle_using_subcommand export" -l default-mounts-file -d 'Accepted to be refused: a file of mounts that every container would get' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand export" -l hooks-dir -d 'Accepted to be refused: programs that the runtime would call' -r
complete -c coracle -n "__fish_coracle_using_subcommand export" -l out -d 'Write to this file what goes to standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand export" -l root -d 'Directory for images and containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand export" -l runroot -d 'Directory for the state of running containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand export" -l runtime -d 'Accepted for compatibility: the runtime is built in' -r
complete -c coracle -n "__fish_coracle_using_subcommand export" -l runtime-flag -d 'Accepted for compatibility, as --runtime' -r
complete -c coracle -n "__fish_coracle_using_subcommand export" -l storage-driver -d 'Accepted for compatibility; there is one storage driver' -r
complete -c coracle -n "__fish_coracle_using_subcommand export" -l storage-opt -d 'How new containers\' files are served: union.plan=userspace, hybrid or direct' -r
complete -c coracle -n "__fish_coracle_using_subcommand export" -s o -l output -d 'Write to a file instead of standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand export" -l noout -d 'Write nothing to standard output'
complete -c coracle -n "__fish_coracle_using_subcommand export" -l syslog -d 'Accepted for compatibility: messages go to standard error'
complete -c coracle -n "__fish_coracle_using_subcommand export" -s h -l help -d 'Print help'
complete -c coracle -n "__fish_coracle_using_subcommand healthcheck; and not __fish_seen_subcommand_from run" -l log-level -d 'Log messages at and above this level to standard error' -r -f -a "trace\t''
debug\t''
info\t''
warn\t''
error\t''"
complete -c coracle -n "__fish_coracle_using_subcommand healthcheck; and not __fish_seen_subcommand_from run" -l events-backend -d 'Accepted for compatibility; events are kept in files' -r -f -a "file\t''"
complete -c coracle -n "__fish_coracle_using_subcommand healthcheck; and not __fish_seen_subcommand_from run" -l default-mounts-file -d 'Accepted to be refused: a file of mounts that every container would get' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand healthcheck; and not __fish_seen_subcommand_from run" -l hooks-dir -d 'Accepted to be refused: programs that the runtime would call' -r
complete -c coracle -n "__fish_coracle_using_subcommand healthcheck; and not __fish_seen_subcommand_from run" -l out -d 'Write to this file what goes to standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand healthcheck; and not __fish_seen_subcommand_from run" -l root -d 'Directory for images and containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand healthcheck; and not __fish_seen_subcommand_from run" -l runroot -d 'Directory for the state of running containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand healthcheck; and not __fish_seen_subcommand_from run" -l runtime -d 'Accepted for compatibility: the runtime is built in' -r
complete -c coracle -n "__fish_coracle_using_subcommand healthcheck; and not __fish_seen_subcommand_from run" -l runtime-flag -d 'Accepted for compatibility, as --runtime' -r
complete -c coracle -n "__fish_coracle_using_subcommand healthcheck; and not __fish_seen_subcommand_from run" -l storage-driver -d 'Accepted for compatibility; there is one storage driver' -r
complete -c coracle -n "__fish_coracle_using_subcommand healthcheck; and not __fish_seen_subcommand_from run" -l storage-opt -d 'How new containers\' files are served: union.plan=userspace, hybrid or direct' -r
complete -c coracle -n "__fish_coracle_using_subcommand healthcheck; and not __fish_seen_subcommand_from run" -l noout -d 'Write nothing to standard output'
complete -c coracle -n "__fish_coracle_using_subcommand healthcheck; and not __fish_seen_subcommand_from run" -l syslog -d 'Accepted for compatibility: messages go to standard error'
complete -c coracle -n "__fish_coracle_using_subcommand healthcheck; and not __fish_seen_subcommand_from run" -s h -l help -d 'Print help'
complete -c coracle -n "__fish_coracle_using_subcommand healthcheck; and not __fish_seen_subcommand_from run" -f -a "run" -d 'Check the health of a container now'
complete -c coracle -n "__fish_coracle_using_subcommand healthcheck; and __fish_seen_subcommand_from run" -l log-level -d 'Log messages at and above this level to standard error' -r -f -a "trace\t''
debug\t''
info\t''
warn\t''
error\t''"
complete -c coracle -n "__fish_coracle_using_subcommand healthcheck; and __fish_seen_subcommand_from run" -l events-backend -d 'Accepted for compatibility; events are kept in files' -r -f -a "file\t''"
complete -c coracle -n "__fish_coracle_using_subcommand healthcheck; and __fish_seen_subcommand_from run" -l default-mounts-file -d 'Accepted to be refused: a file of mounts that every container would get' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand healthcheck; and __fish_seen_subcommand_from run" -l hooks-dir -d 'Accepted to be refused: programs that the runtime would call' -r
complete -c coracle -n "__fish_coracle_using_subcommand healthcheck; and __fish_seen_subcommand_from run" -l out -d 'Write to this file what goes to standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand healthcheck; and __fish_seen_subcommand_from run" -l root -d 'Directory for images and containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand healthcheck; and __fish_seen_subcommand_from run" -l runroot -d 'Directory for the state of running containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand healthcheck; and __fish_seen_subcommand_from run" -l runtime -d 'Accepted for compatibility: the runtime is built in' -r
complete -c coracle -n "__fish_coracle_using_subcommand healthcheck; and __fish_seen_subcommand_from run" -l runtime-flag -d 'Accepted for compatibility, as --runtime' -r
complete -c coracle -n "__fish_coracle_using_subcommand healthcheck; and __fish_seen_subcommand_from run" -l storage-driver -d 'Accepted for compatibility; there is one storage driver' -r
complete -c coracle -n "__fish_coracle_using_subcommand healthcheck; and __fish_seen_subcommand_from run" -l storage-opt -d 'How new containers\' files are served: union.plan=userspace, hybrid or direct' -r
complete -c coracle -n "__fish_coracle_using_subcommand healthcheck; and __fish_seen_subcommand_from run" -l noout -d 'Write nothing to standard output'
complete -c coracle -n "__fish_coracle_using_subcommand healthcheck; and __fish_seen_subcommand_from run" -l syslog -d 'Accepted for compatibility: messages go to standard error'
complete -c coracle -n "__fish_coracle_using_subcommand healthcheck; and __fish_seen_subcommand_from run" -l ignore-result -d 'Exit with 0 whatever the result is'
complete -c coracle -n "__fish_coracle_using_subcommand healthcheck; and __fish_seen_subcommand_from run" -s h -l help -d 'Print help'
complete -c coracle -n "__fish_coracle_using_subcommand help" -l log-level -d 'Log messages at and above this level to standard error' -r -f -a "trace\t''
debug\t''
info\t''
warn\t''
error\t''"
complete -c coracle -n "__fish_coracle_using_subcommand help" -l events-backend -d 'Accepted for compatibility; events are kept in files' -r -f -a "file\t''"
complete -c coracle -n "__fish_coracle_using_subcommand help" -l default-mounts-file -d 'Accepted to be refused: a file of mounts that every container would get' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand help" -l hooks-dir -d 'Accepted to be refused: programs that the runtime would call' -r
complete -c coracle -n "__fish_coracle_using_subcommand help" -l out -d 'Write to this file what goes to standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand help" -l root -d 'Directory for images and containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand help" -l runroot -d 'Directory for the state of running containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand help" -l runtime -d 'Accepted for compatibility: the runtime is built in' -r
complete -c coracle -n "__fish_coracle_using_subcommand help" -l runtime-flag -d 'Accepted for compatibility, as --runtime' -r
complete -c coracle -n "__fish_coracle_using_subcommand help" -l storage-driver -d 'Accepted for compatibility; there is one storage driver' -r
complete -c coracle -n "__fish_coracle_using_subcommand help" -l storage-opt -d 'How new containers\' files are served: union.plan=userspace, hybrid or direct' -r
complete -c coracle -n "__fish_coracle_using_subcommand help" -l noout -d 'Write nothing to standard output'
complete -c coracle -n "__fish_coracle_using_subcommand help" -l syslog -d 'Accepted for compatibility: messages go to standard error'
complete -c coracle -n "__fish_coracle_using_subcommand help" -s h -l help -d 'Print help'
complete -c coracle -n "__fish_coracle_using_subcommand history" -l log-level -d 'Log messages at and above this level to standard error' -r -f -a "trace\t''
debug\t''
info\t''
warn\t''
error\t''"
complete -c coracle -n "__fish_coracle_using_subcommand history" -l events-backend -d 'Accepted for compatibility; events are kept in files' -r -f -a "file\t''"
complete -c coracle -n "__fish_coracle_using_subcommand history" -l default-mounts-file -d 'Accepted to be refused: a file of mounts that every container would get' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand history" -l hooks-dir -d 'Accepted to be refused: programs that the runtime would call' -r
complete -c coracle -n "__fish_coracle_using_subcommand history" -l out -d 'Write to this file what goes to standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand history" -l root -d 'Directory for images and containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand history" -l runroot -d 'Directory for the state of running containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand history" -l runtime -d 'Accepted for compatibility: the runtime is built in' -r
complete -c coracle -n "__fish_coracle_using_subcommand history" -l runtime-flag -d 'Accepted for compatibility, as --runtime' -r
complete -c coracle -n "__fish_coracle_using_subcommand history" -l storage-driver -d 'Accepted for compatibility; there is one storage driver' -r
complete -c coracle -n "__fish_coracle_using_subcommand history" -l storage-opt -d 'How new containers\' files are served: union.plan=userspace, hybrid or direct' -r
complete -c coracle -n "__fish_coracle_using_subcommand history" -l format -d 'Print as json, as a table, or with a Go template' -r
complete -c coracle -n "__fish_coracle_using_subcommand history" -s H -l human -d 'Show ages and sizes for people; false shows dates and bytes' -r -f -a "true\t''
false\t''"
complete -c coracle -n "__fish_coracle_using_subcommand history" -l noout -d 'Write nothing to standard output'
complete -c coracle -n "__fish_coracle_using_subcommand history" -l syslog -d 'Accepted for compatibility: messages go to standard error'
complete -c coracle -n "__fish_coracle_using_subcommand history" -l no-trunc -d 'Do not shorten anything'
complete -c coracle -n "__fish_coracle_using_subcommand history" -s q -l quiet -d 'Print only IDs'
complete -c coracle -n "__fish_coracle_using_subcommand history" -s h -l help -d 'Print help'
complete -c coracle -n "__fish_coracle_using_subcommand image; and not __fish_seen_subcommand_from build diff exists history import inspect load ls list mount prune pull push rm save scp search tag tree umount unmount untag" -l log-level -d 'Log messages at and above this level to standard error' -r -f -a "trace\t''
debug\t''
info\t''
warn\t''
error\t''"
complete -c coracle -n "__fish_coracle_using_subcommand image; and not __fish_seen_subcommand_from build diff exists history import inspect load ls list mount prune pull push rm save scp search tag tree umount unmount untag" -l events-backend -d 'Accepted for compatibility; events are kept in files' -r -f -a "file\t''"
complete -c coracle -n "__fish_coracle_using_subcommand image; and not __fish_seen_subcommand_from build diff exists history import inspect load ls list mount prune pull push rm save scp search tag tree umount unmount untag" -l default-mounts-file -d 'Accepted to be refused: a file of mounts that every container would get' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand image; and not __fish_seen_subcommand_from build diff exists history import inspect load ls list mount prune pull push rm save scp search tag tree umount unmount untag" -l hooks-dir -d 'Accepted to be refused: programs that the runtime would call' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and not __fish_seen_subcommand_from build diff exists history import inspect load ls list mount prune pull push rm save scp search tag tree umount unmount untag" -l out -d 'Write to this file what goes to standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand image; and not __fish_seen_subcommand_from build diff exists history import inspect load ls list mount prune pull push rm save scp search tag tree umount unmount untag" -l root -d 'Directory for images and containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand image; and not __fish_seen_subcommand_from build diff exists history import inspect load ls list mount prune pull push rm save scp search tag tree umount unmount untag" -l runroot -d 'Directory for the state of running containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand image; and not __fish_seen_subcommand_from build diff exists history import inspect load ls list mount prune pull push rm save scp search tag tree umount unmount untag" -l runtime -d 'Accepted for compatibility: the runtime is built in' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and not __fish_seen_subcommand_from build diff exists history import inspect load ls list mount prune pull push rm save scp search tag tree umount unmount untag" -l runtime-flag -d 'Accepted for compatibility, as --runtime' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and not __fish_seen_subcommand_from build diff exists history import inspect load ls list mount prune pull push rm save scp search tag tree umount unmount untag" -l storage-driver -d 'Accepted for compatibility; there is one storage driver' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and not __fish_seen_subcommand_from build diff exists history import inspect load ls list mount prune pull push rm save scp search tag tree umount unmount untag" -l storage-opt -d 'How new containers\' files are served: union.plan=userspace, hybrid or direct' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and not __fish_seen_subcommand_from build diff exists history import inspect load ls list mount prune pull push rm save scp search tag tree umount unmount untag" -l noout -d 'Write nothing to standard output'
complete -c coracle -n "__fish_coracle_using_subcommand image; and not __fish_seen_subcommand_from build diff exists history import inspect load ls list mount prune pull push rm save scp search tag tree umount unmount untag" -l syslog -d 'Accepted for compatibility: messages go to standard error'
complete -c coracle -n "__fish_coracle_using_subcommand image; and not __fish_seen_subcommand_from build diff exists history import inspect load ls list mount prune pull push rm save scp search tag tree umount unmount untag" -s h -l help -d 'Print help'
complete -c coracle -n "__fish_coracle_using_subcommand image; and not __fish_seen_subcommand_from build diff exists history import inspect load ls list mount prune pull push rm save scp search tag tree umount unmount untag" -f -a "build" -d 'Build an image from a Dockerfile'
complete -c coracle -n "__fish_coracle_using_subcommand image; and not __fish_seen_subcommand_from build diff exists history import inspect load ls list mount prune pull push rm save scp search tag tree umount unmount untag" -f -a "diff" -d 'Show what the topmost layer of an image changes'
complete -c coracle -n "__fish_coracle_using_subcommand image; and not __fish_seen_subcommand_from build diff exists history import inspect load ls list mount prune pull push rm save scp search tag tree umount unmount untag" -f -a "exists" -d 'Check whether an image is in the store'
complete -c coracle -n "__fish_coracle_using_subcommand image; and not __fish_seen_subcommand_from build diff exists history import inspect load ls list mount prune pull push rm save scp search tag tree umount unmount untag" -f -a "history" -d 'Show the steps that made an image'
complete -c coracle -n "__fish_coracle_using_subcommand image; and not __fish_seen_subcommand_from build diff exists history import inspect load ls list mount prune pull push rm save scp search tag tree umount unmount untag" -f -a "import" -d 'Import a root file system from a tarball as an image'
complete -c coracle -n "__fish_coracle_using_subcommand image; and not __fish_seen_subcommand_from build diff exists history import inspect load ls list mount prune pull push rm save scp search tag tree umount unmount untag" -f -a "inspect" -d 'Show everything about containers or images'
complete -c coracle -n "__fish_coracle_using_subcommand image; and not __fish_seen_subcommand_from build diff exists history import inspect load ls list mount prune pull push rm save scp search tag tree umount unmount untag" -f -a "load" -d 'Load images from an archive'
complete -c coracle -n "__fish_coracle_using_subcommand image; and not __fish_seen_subcommand_from build diff exists history import inspect load ls list mount prune pull push rm save scp search tag tree umount unmount untag" -f -a "ls" -d 'List images'
complete -c coracle -n "__fish_coracle_using_subcommand image; and not __fish_seen_subcommand_from build diff exists history import inspect load ls list mount prune pull push rm save scp search tag tree umount unmount untag" -f -a "list" -d 'List images'
complete -c coracle -n "__fish_coracle_using_subcommand image; and not __fish_seen_subcommand_from build diff exists history import inspect load ls list mount prune pull push rm save scp search tag tree umount unmount untag" -f -a "mount" -d 'Mount the files of images and print where'
complete -c coracle -n "__fish_coracle_using_subcommand image; and not __fish_seen_subcommand_from build diff exists history import inspect load ls list mount prune pull push rm save scp search tag tree umount unmount untag" -f -a "prune" -d 'Remove images that nobody needs'
complete -c coracle -n "__fish_coracle_using_subcommand image; and not __fish_seen_subcommand_from build diff exists history import inspect load ls list mount prune pull push rm save scp search tag tree umount unmount untag" -f -a "pull" -d 'Pull images from a registry'
complete -c coracle -n "__fish_coracle_using_subcommand image; and not __fish_seen_subcommand_from build diff exists history import inspect load ls list mount prune pull push rm save scp search tag tree umount unmount untag" -f -a "push" -d 'Push an image to a registry'
complete -c coracle -n "__fish_coracle_using_subcommand image; and not __fish_seen_subcommand_from build diff exists history import inspect load ls list mount prune pull push rm save scp search tag tree umount unmount untag" -f -a "rm" -d 'Remove images'
complete -c coracle -n "__fish_coracle_using_subcommand image; and not __fish_seen_subcommand_from build diff exists history import inspect load ls list mount prune pull push rm save scp search tag tree umount unmount untag" -f -a "save" -d 'Save images in an archive or a directory'
complete -c coracle -n "__fish_coracle_using_subcommand image; and not __fish_seen_subcommand_from build diff exists history import inspect load ls list mount prune pull push rm save scp search tag tree umount unmount untag" -f -a "scp" -d 'Copy an image to another user or another host'
complete -c coracle -n "__fish_coracle_using_subcommand image; and not __fish_seen_subcommand_from build diff exists history import inspect load ls list mount prune pull push rm save scp search tag tree umount unmount untag" -f -a "search" -d 'Search registries for images'
complete -c coracle -n "__fish_coracle_using_subcommand image; and not __fish_seen_subcommand_from build diff exists history import inspect load ls list mount prune pull push rm save scp search tag tree umount unmount untag" -f -a "tag" -d 'Give an image more names'
complete -c coracle -n "__fish_coracle_using_subcommand image; and not __fish_seen_subcommand_from build diff exists history import inspect load ls list mount prune pull push rm save scp search tag tree umount unmount untag" -f -a "tree" -d 'Show the layers of an image as a tree'
complete -c coracle -n "__fish_coracle_using_subcommand image; and not __fish_seen_subcommand_from build diff exists history import inspect load ls list mount prune pull push rm save scp search tag tree umount unmount untag" -f -a "umount" -d 'Take the mounts of images away'
complete -c coracle -n "__fish_coracle_using_subcommand image; and not __fish_seen_subcommand_from build diff exists history import inspect load ls list mount prune pull push rm save scp search tag tree umount unmount untag" -f -a "unmount" -d 'Take the mounts of images away'
complete -c coracle -n "__fish_coracle_using_subcommand image; and not __fish_seen_subcommand_from build diff exists history import inspect load ls list mount prune pull push rm save scp search tag tree umount unmount untag" -f -a "untag" -d 'Take names from an image'
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from build" -l log-level -d 'Log messages at and above this level to standard error' -r -f -a "trace\t''
debug\t''
info\t''
warn\t''
error\t''"
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from build" -l events-backend -d 'Accepted for compatibility; events are kept in files' -r -f -a "file\t''"
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from build" -l default-mounts-file -d 'Accepted to be refused: a file of mounts that every container would get' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from build" -l hooks-dir -d 'Accepted to be refused: programs that the runtime would call' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from build" -l out -d 'Write to this file what goes to standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from build" -l root -d 'Directory for images and containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from build" -l runroot -d 'Directory for the state of running containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from build" -l runtime -d 'Accepted for compatibility: the runtime is built in' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from build" -l runtime-flag -d 'Accepted for compatibility, as --runtime' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from build" -l storage-driver -d 'Accepted for compatibility; there is one storage driver' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from build" -l storage-opt -d 'How new containers\' files are served: union.plan=userspace, hybrid or direct' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from build" -l arch -d 'The processor architecture to build for' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from build" -l build-arg -d 'Set a build argument; without a value, take it from the environment' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from build" -l build-arg-file -d 'Read build arguments from a file, a NAME=VALUE on each line' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from build" -l build-context -d 'Another directory or image (docker-image://NAME) that COPY --from may name' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from build" -l cache-from -d 'Take steps from this repository, REGISTRY/NAME or type=registry,ref=NAME, that --cache-to has put there' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from build" -l cache-to -d 'Put steps into this repository, for --cache-from elsewhere' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from build" -l cache-ttl -d 'Do steps again that were done longer ago than this' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from build" -l call -d 'build, or check, which is --check' -r -f -a "build\t''
check\t''"
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from build" -s f -l file -d 'The Dockerfile; - for standard input' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from build" -l from -d 'Use this image in place of the one that the first FROM names' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from build" -l ignorefile -d 'Read from this file what of the context is no part of it' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from build" -l iidfile -d 'Write the ID of the image to a file' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from build" -l iidfile-raw -l raw-iidfile -d 'Write the ID of the image to a file, without the name of the algorithm' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from build" -l jobs -d 'How many stages are built at once; 0 is no limit' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from build" -l layers -d 'Keep a layer for each step; false makes one of all steps and keeps none' -r -f -a "true\t''
false\t''"
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from build" -l logfile -d 'Write to this file what would go to standard output and standard error' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from build" -l manifest -d 'Add the image to a manifest list, which is made if need be' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from build" -l metadata-file -d 'Write the digests and names of the image to a file, as JSON' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from build" -l no-cache-filter -d 'Do every step of these stages, whatever was done before' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from build" -l os -d 'The operating system to build for' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from build" -s o -l output -d 'Write the image, or its files, elsewhere as well: a directory, type=local|tar|oci|docker,dest=PATH, or type=registry' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from build" -l platform -d 'Build for these platforms, OS/ARCH[/VARIANT]; of several images the name is a list' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from build" -l progress -d 'How steps are shown: drawn on a terminal, as plain lines, or not at all' -r -f -a "auto\t'Drawn where standard output and standard error are a terminal, else plain'
plain\t'A line for each thing that happens'
tty\t'Drawn'
quiet\t'Nothing but the ID of the image'"
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from build" -l pull -d 'When to pull the images that the build is based on' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from build" -l secret -d 'A secret for RUN --mount=type=secret: id=ID,src=FILE, or id=ID,env=NAME' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from build" -l skip-unused-stages -d 'Build no stage that the image does not need; false builds all' -r -f -a "true\t''
false\t''"
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from build" -l ssh -d 'An SSH agent for RUN --mount=type=ssh: default, ID=SOCKET, or ID=KEY[,KEY...] with files of keys' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from build" -s t -l tag -d 'Give the image a name' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from build" -l target -d 'Build this stage, and what it needs' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from build" -l variant -d 'The variant of the processor architecture to build for' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from build" -l annotation -d 'Add an annotation to the image\'s manifest' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from build" -l env -d 'Set a variable in the image' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from build" -l format -d 'The dialect of the image: oci or docker' -r -f -a "oci\t''
docker\t''"
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from build" -l inherit-labels -d 'Keep the labels of base images' -r -f -a "true\t''
false\t''"
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from build" -l label -d 'Add a label to the image' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from build" -l omit-history -d 'Leave out of the image how it was made' -r -f -a "true\t''
false\t''"
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from build" -l timestamp -l source-date-epoch -d 'Give the image and all new files this time, in seconds since 1970' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from build" -l unsetenv -d 'Remove a variable that the base image sets' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from build" -l unsetlabel -d 'Remove a label that the base image has' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from build" -l allow -d 'Accepted and without effect: what a build may do needs no leave' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from build" -l attest -d 'Attestations, of which there are none: only type=…,disabled=true' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from build" -l decryption-key -d 'Accepted to be refused: there are no encrypted images' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from build" -s D -l disable-compression -l compress -d 'Accepted and without effect: layers in the store are never compressed' -r -f -a "true\t''
false\t''"
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from build" -l force-rm -d 'Accepted and without effect: containers of steps are always removed' -r -f -a "true\t''
false\t''"
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from build" -l identity-label -d 'Accepted: no label that names the engine is ever added' -r -f -a "true\t''
false\t''"
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from build" -l provenance -d 'Attestations of how the image was made, of which there are none: only false' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from build" -l rm -d 'Accepted and without effect: containers of steps are always removed' -r -f -a "true\t''
false\t''"
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from build" -l sbom -d 'Lists of the image\'s parts, of which there are none: only false' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from build" -l sign-by -d 'Accepted to be refused: images are not signed' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from build" -l authfile -d 'Read credentials from this file' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from build" -l cert-dir -d 'Read authorities and client certificates from this directory' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from build" -l tls-verify -d 'Ask for HTTPS and a valid certificate; false allows plain HTTP' -r -f -a "true\t''
false\t''"
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from build" -l creds -d 'Credentials for the registry' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from build" -l disable-content-trust -d 'Accepted for compatibility: content is verified by digest and by policy.json' -r -f -a "true\t''
false\t''"
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from build" -l retry -d 'How often to try again (default: 3)' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from build" -l retry-delay -d 'Wait this long before the first time; each wait is twice the last one' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from build" -l add-host -d 'Add a line to /etc/hosts' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from build" -l dns -d 'Use this name server; none leaves /etc/resolv.conf as the image has it' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from build" -l dns-option -l dns-opt -d 'Set an option of the resolver (resolv.conf(5))' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from build" -l dns-search -d 'Look names up in this domain; . means in none' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from build" -l network -l net -d 'How to reach the network: none, host, pasta or slirp4netns' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from build" -l no-hosts -d 'Leave /etc/hosts as the image has it' -r -f -a "true\t''
false\t''"
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from build" -l cap-add -d 'Add a capability, or ALL' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from build" -l cap-drop -d 'Drop a capability, or ALL' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from build" -l security-opt -d 'Security options: no-new-privileges, seccomp=unconfined, seccomp=FILE' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from build" -l cgroupns -d 'Control group namespace: host, private, container:NAME or ns:PATH' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from build" -l group-add -d 'Add a group, by name or number; keep-groups keeps your own ones instead' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from build" -l ipc -d 'IPC namespace: host, private, container:NAME or ns:PATH' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from build" -l pid -d 'PID namespace: host, private, container:NAME or ns:PATH' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from build" -l uts -d 'UTS namespace: host, private, container:NAME or ns:PATH' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from build" -l cgroup-parent -d 'Make the control groups of commands in this slice of systemd\'s, or below this path' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from build" -l cpu-period -d 'Microseconds after which the processor time of --cpu-quota is given anew, 1000 to 1000000' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from build" -l cpu-quota -d 'Microseconds of processor time in each period, -1 for no limit' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from build" -s c -l cpu-shares -d 'Relative weight of processor time, 1024 by default' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from build" -l cpuset-cpus -d 'Processors to use, such as 0-3,5' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from build" -l cpuset-mems -d 'Memory nodes to use, such as 0,1' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from build" -l device -d 'Give commands a device of the host' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from build" -l http-proxy -d 'Set the variables of the host that are about proxies' -r -f -a "true\t''
false\t''"
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from build" -l isolation -d 'How commands are kept apart; there is one way, the one of containers' -r -f -a "oci\t''
chroot\t''"
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from build" -s m -l memory -d 'Memory, such as 512m' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from build" -l memory-swap -d 'Memory and swap together, -1 for as much swap as there is; twice --memory by default' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from build" -l shm-size -d 'Size of /dev/shm' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from build" -l ulimit -d 'Set a resource limit: SOFT, or SOFT:HARD' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from build" -l userns -d 'User namespace; there is one way, host, which shares the one of all that the user runs' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from build" -l userns-uid-map -d 'Accepted to be refused, as all of --userns but host' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from build" -s v -l volume -d 'Mount a file or directory of the host for all commands' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from build" -l noout -d 'Write nothing to standard output'
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from build" -l syslog -d 'Accepted for compatibility: messages go to standard error'
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from build" -l check -d 'Say what in the Dockerfile is probably not meant, and build nothing'
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from build" -l no-cache -d 'Do every step, whatever was done before'
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from build" -l push -d 'Push the image to the registry that its name means'
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from build" -s q -l quiet -d 'Print nothing but the ID of the image'
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from build" -l shell-on-failure -d 'Open a shell in what a RUN has left that fails'
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from build" -l why -d 'Say of each step why it was or was not reused'
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from build" -l rewrite-timestamp -d 'With --timestamp, leave the time of files that are older'
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from build" -l squash -d 'Make one layer of all that the build changes'
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from build" -l squash-all -d 'Make one layer of the whole image'
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from build" -l load -d 'Accepted and without effect: the image is always put into the store'
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from build" -l no-hostname -d 'Leave /etc/hostname as the image has it'
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from build" -s h -l help -d 'Print help'
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from diff" -l log-level -d 'Log messages at and above this level to standard error' -r -f -a "trace\t''
debug\t''
info\t''
warn\t''
error\t''"
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from diff" -l events-backend -d 'Accepted for compatibility; events are kept in files' -r -f -a "file\t''"
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from diff" -l default-mounts-file -d 'Accepted to be refused: a file of mounts that every container would get' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from diff" -l hooks-dir -d 'Accepted to be refused: programs that the runtime would call' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from diff" -l out -d 'Write to this file what goes to standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from diff" -l root -d 'Directory for images and containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from diff" -l runroot -d 'Directory for the state of running containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from diff" -l runtime -d 'Accepted for compatibility: the runtime is built in' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from diff" -l runtime-flag -d 'Accepted for compatibility, as --runtime' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from diff" -l storage-driver -d 'Accepted for compatibility; there is one storage driver' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from diff" -l storage-opt -d 'How new containers\' files are served: union.plan=userspace, hybrid or direct' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from diff" -l format -d 'Print as json' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from diff" -l noout -d 'Write nothing to standard output'
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from diff" -l syslog -d 'Accepted for compatibility: messages go to standard error'
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from diff" -s h -l help -d 'Print help'
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from exists" -l log-level -d 'Log messages at and above this level to standard error' -r -f -a "trace\t''
debug\t''
info\t''
warn\t''
error\t''"
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from exists" -l events-backend -d 'Accepted for compatibility; events are kept in files' -r -f -a "file\t''"
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from exists" -l default-mounts-file -d 'Accepted to be refused: a file of mounts that every container would get' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from exists" -l hooks-dir -d 'Accepted to be refused: programs that the runtime would call' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from exists" -l out -d 'Write to this file what goes to standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from exists" -l root -d 'Directory for images and containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from exists" -l runroot -d 'Directory for the state of running containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from exists" -l runtime -d 'Accepted for compatibility: the runtime is built in' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from exists" -l runtime-flag -d 'Accepted for compatibility, as --runtime' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from exists" -l storage-driver -d 'Accepted for compatibility; there is one storage driver' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from exists" -l storage-opt -d 'How new containers\' files are served: union.plan=userspace, hybrid or direct' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from exists" -l noout -d 'Write nothing to standard output'
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from exists" -l syslog -d 'Accepted for compatibility: messages go to standard error'
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from exists" -s h -l help -d 'Print help'
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from history" -l log-level -d 'Log messages at and above this level to standard error' -r -f -a "trace\t''
debug\t''
info\t''
warn\t''
error\t''"
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from history" -l events-backend -d 'Accepted for compatibility; events are kept in files' -r -f -a "file\t''"
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from history" -l default-mounts-file -d 'Accepted to be refused: a file of mounts that every container would get' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from history" -l hooks-dir -d 'Accepted to be refused: programs that the runtime would call' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from history" -l out -d 'Write to this file what goes to standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from history" -l root -d 'Directory for images and containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from history" -l runroot -d 'Directory for the state of running containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from history" -l runtime -d 'Accepted for compatibility: the runtime is built in' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from history" -l runtime-flag -d 'Accepted for compatibility, as --runtime' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from history" -l storage-driver -d 'Accepted for compatibility; there is one storage driver' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from history" -l storage-opt -d 'How new containers\' files are served: union.plan=userspace, hybrid or direct' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from history" -l format -d 'Print as json, as a table, or with a Go template' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from history" -s H -l human -d 'Show ages and sizes for people; false shows dates and bytes' -r -f -a "true\t''
false\t''"
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from history" -l noout -d 'Write nothing to standard output'
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from history" -l syslog -d 'Accepted for compatibility: messages go to standard error'
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from history" -l no-trunc -d 'Do not shorten anything'
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from history" -s q -l quiet -d 'Print only IDs'
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from history" -s h -l help -d 'Print help'
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from import" -l log-level -d 'Log messages at and above this level to standard error' -r -f -a "trace\t''
debug\t''
info\t''
warn\t''
error\t''"
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from import" -l events-backend -d 'Accepted for compatibility; events are kept in files' -r -f -a "file\t''"
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from import" -l default-mounts-file -d 'Accepted to be refused: a file of mounts that every container would get' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from import" -l hooks-dir -d 'Accepted to be refused: programs that the runtime would call' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from import" -l out -d 'Write to this file what goes to standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from import" -l root -d 'Directory for images and containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from import" -l runroot -d 'Directory for the state of running containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from import" -l runtime -d 'Accepted for compatibility: the runtime is built in' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from import" -l runtime-flag -d 'Accepted for compatibility, as --runtime' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from import" -l storage-driver -d 'Accepted for compatibility; there is one storage driver' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from import" -l storage-opt -d 'How new containers\' files are served: union.plan=userspace, hybrid or direct' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from import" -s c -l change -d 'Apply an instruction to the image\'s configuration: CMD, ENTRYPOINT, ENV, EXPOSE, LABEL, USER, WORKDIR, …' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from import" -s m -l message -d 'Set the message of the image\'s history' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from import" -l platform -d 'Say that the image is for this platform' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from import" -l noout -d 'Write nothing to standard output'
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from import" -l syslog -d 'Accepted for compatibility: messages go to standard error'
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from import" -s q -l quiet -d 'Show no progress'
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from import" -s h -l help -d 'Print help'
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from inspect" -l log-level -d 'Log messages at and above this level to standard error' -r -f -a "trace\t''
debug\t''
info\t''
warn\t''
error\t''"
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from inspect" -l events-backend -d 'Accepted for compatibility; events are kept in files' -r -f -a "file\t''"
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from inspect" -l default-mounts-file -d 'Accepted to be refused: a file of mounts that every container would get' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from inspect" -l hooks-dir -d 'Accepted to be refused: programs that the runtime would call' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from inspect" -l out -d 'Write to this file what goes to standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from inspect" -l root -d 'Directory for images and containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from inspect" -l runroot -d 'Directory for the state of running containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from inspect" -l runtime -d 'Accepted for compatibility: the runtime is built in' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from inspect" -l runtime-flag -d 'Accepted for compatibility, as --runtime' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from inspect" -l storage-driver -d 'Accepted for compatibility; there is one storage driver' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from inspect" -l storage-opt -d 'How new containers\' files are served: union.plan=userspace, hybrid or direct' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from inspect" -s f -l format -d 'Print as json or with a Go template' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from inspect" -s t -l type -d 'What the names mean' -r -f -a "all\t''
container\t''
image\t''"
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from inspect" -l noout -d 'Write nothing to standard output'
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from inspect" -l syslog -d 'Accepted for compatibility: messages go to standard error'
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from inspect" -s l -l latest -d 'Use the container that was made last'
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from inspect" -s s -l size -d 'Add up what containers have written, and the sizes of their root file systems'
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from inspect" -s h -l help -d 'Print help'
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from load" -l log-level -d 'Log messages at and above this level to standard error' -r -f -a "trace\t''
debug\t''
info\t''
warn\t''
error\t''"
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from load" -l events-backend -d 'Accepted for compatibility; events are kept in files' -r -f -a "file\t''"
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from load" -l default-mounts-file -d 'Accepted to be refused: a file of mounts that every container would get' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from load" -l hooks-dir -d 'Accepted to be refused: programs that the runtime would call' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from load" -l out -d 'Write to this file what goes to standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from load" -l root -d 'Directory for images and containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from load" -l runroot -d 'Directory for the state of running containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from load" -l runtime -d 'Accepted for compatibility: the runtime is built in' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from load" -l runtime-flag -d 'Accepted for compatibility, as --runtime' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from load" -l storage-driver -d 'Accepted for compatibility; there is one storage driver' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from load" -l storage-opt -d 'How new containers\' files are served: union.plan=userspace, hybrid or direct' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from load" -s i -l input -d 'Read from this file or directory instead of standard input' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from load" -l noout -d 'Write nothing to standard output'
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from load" -l syslog -d 'Accepted for compatibility: messages go to standard error'
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from load" -s q -l quiet -d 'Show no progress'
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from load" -s h -l help -d 'Print help'
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from ls" -l log-level -d 'Log messages at and above this level to standard error' -r -f -a "trace\t''
debug\t''
info\t''
warn\t''
error\t''"
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from ls" -l events-backend -d 'Accepted for compatibility; events are kept in files' -r -f -a "file\t''"
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from ls" -l default-mounts-file -d 'Accepted to be refused: a file of mounts that every container would get' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from ls" -l hooks-dir -d 'Accepted to be refused: programs that the runtime would call' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from ls" -l out -d 'Write to this file what goes to standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from ls" -l root -d 'Directory for images and containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from ls" -l runroot -d 'Directory for the state of running containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from ls" -l runtime -d 'Accepted for compatibility: the runtime is built in' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from ls" -l runtime-flag -d 'Accepted for compatibility, as --runtime' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from ls" -l storage-driver -d 'Accepted for compatibility; there is one storage driver' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from ls" -l storage-opt -d 'How new containers\' files are served: union.plan=userspace, hybrid or direct' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from ls" -s f -l filter -d 'Show only images that match: id, reference, label, label!, before, since, until, dangling, intermediate, containers, manifest, readonly or digest' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from ls" -l format -d 'Print as json, as a table, or with a Go template' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from ls" -l sort -d 'Sort by created, id, repository, size or tag' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from ls" -l noout -d 'Write nothing to standard output'
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from ls" -l syslog -d 'Accepted for compatibility: messages go to standard error'
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from ls" -s a -l all -d 'Show also images without a name that others were made from'
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from ls" -l digests -d 'Show digests'
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from ls" -l history -d 'Show all names that images had'
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from ls" -l no-trunc -d 'Do not shorten IDs'
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from ls" -s n -l noheading -d 'Print no heading'
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from ls" -s q -l quiet -d 'Print only IDs'
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from ls" -s h -l help -d 'Print help'
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from list" -l log-level -d 'Log messages at and above this level to standard error' -r -f -a "trace\t''
debug\t''
info\t''
warn\t''
error\t''"
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from list" -l events-backend -d 'Accepted for compatibility; events are kept in files' -r -f -a "file\t''"
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from list" -l default-mounts-file -d 'Accepted to be refused: a file of mounts that every container would get' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from list" -l hooks-dir -d 'Accepted to be refused: programs that the runtime would call' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from list" -l out -d 'Write to this file what goes to standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from list" -l root -d 'Directory for images and containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from list" -l runroot -d 'Directory for the state of running containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from list" -l runtime -d 'Accepted for compatibility: the runtime is built in' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from list" -l runtime-flag -d 'Accepted for compatibility, as --runtime' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from list" -l storage-driver -d 'Accepted for compatibility; there is one storage driver' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from list" -l storage-opt -d 'How new containers\' files are served: union.plan=userspace, hybrid or direct' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from list" -s f -l filter -d 'Show only images that match: id, reference, label, label!, before, since, until, dangling, intermediate, containers, manifest, readonly or digest' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from list" -l format -d 'Print as json, as a table, or with a Go template' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from list" -l sort -d 'Sort by created, id, repository, size or tag' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from list" -l noout -d 'Write nothing to standard output'
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from list" -l syslog -d 'Accepted for compatibility: messages go to standard error'
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from list" -s a -l all -d 'Show also images without a name that others were made from'
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from list" -l digests -d 'Show digests'
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from list" -l history -d 'Show all names that images had'
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from list" -l no-trunc -d 'Do not shorten IDs'
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from list" -s n -l noheading -d 'Print no heading'
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Print only IDs'
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from mount" -l log-level -d 'Log messages at and above this level to standard error' -r -f -a "trace\t''
debug\t''
info\t''
warn\t''
error\t''"
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from mount" -l events-backend -d 'Accepted for compatibility; events are kept in files' -r -f -a "file\t''"
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from mount" -l default-mounts-file -d 'Accepted to be refused: a file of mounts that every container would get' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from mount" -l hooks-dir -d 'Accepted to be refused: programs that the runtime would call' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from mount" -l out -d 'Write to this file what goes to standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from mount" -l root -d 'Directory for images and containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from mount" -l runroot -d 'Directory for the state of running containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from mount" -l runtime -d 'Accepted for compatibility: the runtime is built in' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from mount" -l runtime-flag -d 'Accepted for compatibility, as --runtime' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from mount" -l storage-driver -d 'Accepted for compatibility; there is one storage driver' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from mount" -l storage-opt -d 'How new containers\' files are served: union.plan=userspace, hybrid or direct' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from mount" -l format -d 'Print a list as json' -r -f -a "json\t''"
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from mount" -l noout -d 'Write nothing to standard output'
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from mount" -l syslog -d 'Accepted for compatibility: messages go to standard error'
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from mount" -s a -l all -d 'Mount all images'
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from mount" -s h -l help -d 'Print help'
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from prune" -l log-level -d 'Log messages at and above this level to standard error' -r -f -a "trace\t''
debug\t''
info\t''
warn\t''
error\t''"
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from prune" -l events-backend -d 'Accepted for compatibility; events are kept in files' -r -f -a "file\t''"
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from prune" -l default-mounts-file -d 'Accepted to be refused: a file of mounts that every container would get' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from prune" -l hooks-dir -d 'Accepted to be refused: programs that the runtime would call' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from prune" -l out -d 'Write to this file what goes to standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from prune" -l root -d 'Directory for images and containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from prune" -l runroot -d 'Directory for the state of running containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from prune" -l runtime -d 'Accepted for compatibility: the runtime is built in' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from prune" -l runtime-flag -d 'Accepted for compatibility, as --runtime' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from prune" -l storage-driver -d 'Accepted for compatibility; there is one storage driver' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from prune" -l storage-opt -d 'How new containers\' files are served: union.plan=userspace, hybrid or direct' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from prune" -l filter -d 'Remove only images that match: label=, label!= or until=' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from prune" -l noout -d 'Write nothing to standard output'
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from prune" -l syslog -d 'Accepted for compatibility: messages go to standard error'
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from prune" -s a -l all -d 'Remove all images that no container uses'
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from prune" -s f -l force -d 'Do not ask'
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from prune" -s h -l help -d 'Print help'
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from pull" -l log-level -d 'Log messages at and above this level to standard error' -r -f -a "trace\t''
debug\t''
info\t''
warn\t''
error\t''"
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from pull" -l events-backend -d 'Accepted for compatibility; events are kept in files' -r -f -a "file\t''"
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from pull" -l default-mounts-file -d 'Accepted to be refused: a file of mounts that every container would get' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from pull" -l hooks-dir -d 'Accepted to be refused: programs that the runtime would call' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from pull" -l out -d 'Write to this file what goes to standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from pull" -l root -d 'Directory for images and containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from pull" -l runroot -d 'Directory for the state of running containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from pull" -l runtime -d 'Accepted for compatibility: the runtime is built in' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from pull" -l runtime-flag -d 'Accepted for compatibility, as --runtime' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from pull" -l storage-driver -d 'Accepted for compatibility; there is one storage driver' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from pull" -l storage-opt -d 'How new containers\' files are served: union.plan=userspace, hybrid or direct' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from pull" -l authfile -d 'Read credentials from this file' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from pull" -l cert-dir -d 'Read authorities and client certificates from this directory' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from pull" -l tls-verify -d 'Ask for HTTPS and a valid certificate; false allows plain HTTP' -r -f -a "true\t''
false\t''"
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from pull" -l creds -d 'Credentials for the registry' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from pull" -l disable-content-trust -d 'Accepted for compatibility: content is verified by digest and by policy.json' -r -f -a "true\t''
false\t''"
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from pull" -l retry -d 'How often to try again (default: 3)' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from pull" -l retry-delay -d 'Wait this long before the first time; each wait is twice the last one' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from pull" -l arch -d 'Use the image for this processor architecture' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from pull" -l os -d 'Use the image for this operating system' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from pull" -l platform -d 'Use the image for this platform, OS/ARCH[/VARIANT]' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from pull" -l policy -d 'When to pull the image' -r -f -a "always\t''
missing\t''
never\t''
newer\t''"
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from pull" -l variant -d 'Use the image for this variant of the architecture' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from pull" -l noout -d 'Write nothing to standard output'
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from pull" -l syslog -d 'Accepted for compatibility: messages go to standard error'
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from pull" -s a -l all-tags -d 'Pull all tags of the repository'
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from pull" -s q -l quiet -d 'Show no progress'
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from pull" -s h -l help -d 'Print help'
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from push" -l log-level -d 'Log messages at and above this level to standard error' -r -f -a "trace\t''
debug\t''
info\t''
warn\t''
error\t''"
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from push" -l events-backend -d 'Accepted for compatibility; events are kept in files' -r -f -a "file\t''"
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from push" -l default-mounts-file -d 'Accepted to be refused: a file of mounts that every container would get' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from push" -l hooks-dir -d 'Accepted to be refused: programs that the runtime would call' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from push" -l out -d 'Write to this file what goes to standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from push" -l root -d 'Directory for images and containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from push" -l runroot -d 'Directory for the state of running containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from push" -l runtime -d 'Accepted for compatibility: the runtime is built in' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from push" -l runtime-flag -d 'Accepted for compatibility, as --runtime' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from push" -l storage-driver -d 'Accepted for compatibility; there is one storage driver' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from push" -l storage-opt -d 'How new containers\' files are served: union.plan=userspace, hybrid or direct' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from push" -l authfile -d 'Read credentials from this file' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from push" -l cert-dir -d 'Read authorities and client certificates from this directory' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from push" -l tls-verify -d 'Ask for HTTPS and a valid certificate; false allows plain HTTP' -r -f -a "true\t''
false\t''"
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from push" -l creds -d 'Credentials for the registry' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from push" -l disable-content-trust -d 'Accepted for compatibility: content is verified by digest and by policy.json' -r -f -a "true\t''
false\t''"
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from push" -l retry -d 'How often to try again (default: 3)' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from push" -l retry-delay -d 'Wait this long before the first time; each wait is twice the last one' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from push" -l compression-format -d 'Compress what is sent like this' -r -f -a "gzip\t''
zstd\t''
zstd:chunked\t'zstd, with a table by which pulls fetch only the files that are missing'"
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from push" -l compression-level -d 'Compress with this level' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from push" -l digestfile -d 'Write the digest of the manifest to this file' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from push" -l force-compression -d 'Send a layer even if the registry has it in another compression; the default with --compression-format' -r -f -a "true\t''
false\t''"
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from push" -s f -l format -d 'The manifest\'s format; without it, the image\'s own' -r -f -a "oci\t'The OCI image specification'
v2s2\t'Docker\'s schema 2'"
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from push" -l noout -d 'Write nothing to standard output'
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from push" -l syslog -d 'Accepted for compatibility: messages go to standard error'
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from push" -s q -l quiet -d 'Show no progress'
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from push" -l remove-signatures -d 'Send no signatures; the store keeps none, so that there never are any'
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from push" -s h -l help -d 'Print help'
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from rm" -l log-level -d 'Log messages at and above this level to standard error' -r -f -a "trace\t''
debug\t''
info\t''
warn\t''
error\t''"
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from rm" -l events-backend -d 'Accepted for compatibility; events are kept in files' -r -f -a "file\t''"
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from rm" -l default-mounts-file -d 'Accepted to be refused: a file of mounts that every container would get' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from rm" -l hooks-dir -d 'Accepted to be refused: programs that the runtime would call' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from rm" -l out -d 'Write to this file what goes to standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from rm" -l root -d 'Directory for images and containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from rm" -l runroot -d 'Directory for the state of running containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from rm" -l runtime -d 'Accepted for compatibility: the runtime is built in' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from rm" -l runtime-flag -d 'Accepted for compatibility, as --runtime' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from rm" -l storage-driver -d 'Accepted for compatibility; there is one storage driver' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from rm" -l storage-opt -d 'How new containers\' files are served: union.plan=userspace, hybrid or direct' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from rm" -l noout -d 'Write nothing to standard output'
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from rm" -l syslog -d 'Accepted for compatibility: messages go to standard error'
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from rm" -s a -l all -d 'Remove all images'
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from rm" -s f -l force -d 'Remove containers that use the image, and all names of an image that is named by its ID'
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from rm" -s i -l ignore -d 'An image that is not there is no error'
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from rm" -l no-prune -d 'Keep parents without a name'
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from rm" -s h -l help -d 'Print help'
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from save" -l log-level -d 'Log messages at and above this level to standard error' -r -f -a "trace\t''
debug\t''
info\t''
warn\t''
error\t''"
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from save" -l events-backend -d 'Accepted for compatibility; events are kept in files' -r -f -a "file\t''"
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from save" -l default-mounts-file -d 'Accepted to be refused: a file of mounts that every container would get' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from save" -l hooks-dir -d 'Accepted to be refused: programs that the runtime would call' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from save" -l out -d 'Write to this file what goes to standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from save" -l root -d 'Directory for images and containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from save" -l runroot -d 'Directory for the state of running containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from save" -l runtime -d 'Accepted for compatibility: the runtime is built in' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from save" -l runtime-flag -d 'Accepted for compatibility, as --runtime' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from save" -l storage-driver -d 'Accepted for compatibility; there is one storage driver' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from save" -l storage-opt -d 'How new containers\' files are served: union.plan=userspace, hybrid or direct' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from save" -l format -d 'What to write' -r -f -a "docker-archive\t''
oci-archive\t''
docker-dir\t''
oci-dir\t''"
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from save" -s o -l output -d 'Write to this file or directory instead of standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from save" -l noout -d 'Write nothing to standard output'
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from save" -l syslog -d 'Accepted for compatibility: messages go to standard error'
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from save" -l compress -d 'Compress the layers of a docker-dir'
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from save" -s m -l multi-image-archive -d 'Save several images, which needs no saying'
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from save" -s q -l quiet -d 'Show no progress'
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from save" -l uncompressed -d 'Leave the layers of OCI formats uncompressed'
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from save" -s h -l help -d 'Print help'
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from scp" -l log-level -d 'Log messages at and above this level to standard error' -r -f -a "trace\t''
debug\t''
info\t''
warn\t''
error\t''"
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from scp" -l events-backend -d 'Accepted for compatibility; events are kept in files' -r -f -a "file\t''"
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from scp" -l default-mounts-file -d 'Accepted to be refused: a file of mounts that every container would get' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from scp" -l hooks-dir -d 'Accepted to be refused: programs that the runtime would call' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from scp" -l out -d 'Write to this file what goes to standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from scp" -l root -d 'Directory for images and containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from scp" -l runroot -d 'Directory for the state of running containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from scp" -l runtime -d 'Accepted for compatibility: the runtime is built in' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from scp" -l runtime-flag -d 'Accepted for compatibility, as --runtime' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from scp" -l storage-driver -d 'Accepted for compatibility; there is one storage driver' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from scp" -l storage-opt -d 'How new containers\' files are served: union.plan=userspace, hybrid or direct' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from scp" -l format -d 'The form in which the image travels' -r -f -a "docker-archive\t''
oci-archive\t''"
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from scp" -l noout -d 'Write nothing to standard output'
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from scp" -l syslog -d 'Accepted for compatibility: messages go to standard error'
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from scp" -s q -l quiet -d 'Show no progress and no names'
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from scp" -s h -l help -d 'Print help'
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from search" -l log-level -d 'Log messages at and above this level to standard error' -r -f -a "trace\t''
debug\t''
info\t''
warn\t''
error\t''"
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from search" -l events-backend -d 'Accepted for compatibility; events are kept in files' -r -f -a "file\t''"
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from search" -l default-mounts-file -d 'Accepted to be refused: a file of mounts that every container would get' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from search" -l hooks-dir -d 'Accepted to be refused: programs that the runtime would call' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from search" -l out -d 'Write to this file what goes to standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from search" -l root -d 'Directory for images and containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from search" -l runroot -d 'Directory for the state of running containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from search" -l runtime -d 'Accepted for compatibility: the runtime is built in' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from search" -l runtime-flag -d 'Accepted for compatibility, as --runtime' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from search" -l storage-driver -d 'Accepted for compatibility; there is one storage driver' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from search" -l storage-opt -d 'How new containers\' files are served: union.plan=userspace, hybrid or direct' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from search" -l authfile -d 'Read credentials from this file' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from search" -l cert-dir -d 'Read authorities and client certificates from this directory' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from search" -l tls-verify -d 'Ask for HTTPS and a valid certificate; false allows plain HTTP' -r -f -a "true\t''
false\t''"
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from search" -l creds -d 'Credentials for the registry' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from search" -s f -l filter -d 'Show only images that match: is-official, is-automated or stars' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from search" -l format -d 'Print as json, as a table, or with a Go template' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from search" -l limit -d 'Show so many results of each registry' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from search" -l noout -d 'Write nothing to standard output'
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from search" -l syslog -d 'Accepted for compatibility: messages go to standard error'
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from search" -l compatible -d 'Show stars and marks too'
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from search" -l list-tags -d 'List the tags of the repository TERM'
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from search" -l no-trunc -d 'Do not shorten descriptions'
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from search" -s h -l help -d 'Print help'
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from tag" -l log-level -d 'Log messages at and above this level to standard error' -r -f -a "trace\t''
debug\t''
info\t''
warn\t''
error\t''"
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from tag" -l events-backend -d 'Accepted for compatibility; events are kept in files' -r -f -a "file\t''"
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from tag" -l default-mounts-file -d 'Accepted to be refused: a file of mounts that every container would get' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from tag" -l hooks-dir -d 'Accepted to be refused: programs that the runtime would call' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from tag" -l out -d 'Write to this file what goes to standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from tag" -l root -d 'Directory for images and containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from tag" -l runroot -d 'Directory for the state of running containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from tag" -l runtime -d 'Accepted for compatibility: the runtime is built in' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from tag" -l runtime-flag -d 'Accepted for compatibility, as --runtime' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from tag" -l storage-driver -d 'Accepted for compatibility; there is one storage driver' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from tag" -l storage-opt -d 'How new containers\' files are served: union.plan=userspace, hybrid or direct' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from tag" -l noout -d 'Write nothing to standard output'
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from tag" -l syslog -d 'Accepted for compatibility: messages go to standard error'
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from tag" -s h -l help -d 'Print help'
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from tree" -l log-level -d 'Log messages at and above this level to standard error' -r -f -a "trace\t''
debug\t''
info\t''
warn\t''
error\t''"
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from tree" -l events-backend -d 'Accepted for compatibility; events are kept in files' -r -f -a "file\t''"
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from tree" -l default-mounts-file -d 'Accepted to be refused: a file of mounts that every container would get' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from tree" -l hooks-dir -d 'Accepted to be refused: programs that the runtime would call' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from tree" -l out -d 'Write to this file what goes to standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from tree" -l root -d 'Directory for images and containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from tree" -l runroot -d 'Directory for the state of running containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from tree" -l runtime -d 'Accepted for compatibility: the runtime is built in' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from tree" -l runtime-flag -d 'Accepted for compatibility, as --runtime' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from tree" -l storage-driver -d 'Accepted for compatibility; there is one storage driver' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from tree" -l storage-opt -d 'How new containers\' files are served: union.plan=userspace, hybrid or direct' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from tree" -l noout -d 'Write nothing to standard output'
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from tree" -l syslog -d 'Accepted for compatibility: messages go to standard error'
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from tree" -l whatrequires -d 'Show the layers on top of this image, in all images that have them'
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from tree" -s h -l help -d 'Print help'
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from umount" -l log-level -d 'Log messages at and above this level to standard error' -r -f -a "trace\t''
debug\t''
info\t''
warn\t''
error\t''"
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from umount" -l events-backend -d 'Accepted for compatibility; events are kept in files' -r -f -a "file\t''"
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from umount" -l default-mounts-file -d 'Accepted to be refused: a file of mounts that every container would get' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from umount" -l hooks-dir -d 'Accepted to be refused: programs that the runtime would call' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from umount" -l out -d 'Write to this file what goes to standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from umount" -l root -d 'Directory for images and containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from umount" -l runroot -d 'Directory for the state of running containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from umount" -l runtime -d 'Accepted for compatibility: the runtime is built in' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from umount" -l runtime-flag -d 'Accepted for compatibility, as --runtime' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from umount" -l storage-driver -d 'Accepted for compatibility; there is one storage driver' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from umount" -l storage-opt -d 'How new containers\' files are served: union.plan=userspace, hybrid or direct' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from umount" -l noout -d 'Write nothing to standard output'
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from umount" -l syslog -d 'Accepted for compatibility: messages go to standard error'
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from umount" -s a -l all -d 'All images that are mounted'
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from umount" -s f -l force -d 'Take the mount away even if files are in use, or if it is in another mount namespace'
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from umount" -s h -l help -d 'Print help'
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from unmount" -l log-level -d 'Log messages at and above this level to standard error' -r -f -a "trace\t''
debug\t''
info\t''
warn\t''
error\t''"
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from unmount" -l events-backend -d 'Accepted for compatibility; events are kept in files' -r -f -a "file\t''"
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from unmount" -l default-mounts-file -d 'Accepted to be refused: a file of mounts that every container would get' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from unmount" -l hooks-dir -d 'Accepted to be refused: programs that the runtime would call' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from unmount" -l out -d 'Write to this file what goes to standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from unmount" -l root -d 'Directory for images and containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from unmount" -l runroot -d 'Directory for the state of running containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from unmount" -l runtime -d 'Accepted for compatibility: the runtime is built in' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from unmount" -l runtime-flag -d 'Accepted for compatibility, as --runtime' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from unmount" -l storage-driver -d 'Accepted for compatibility; there is one storage driver' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from unmount" -l storage-opt -d 'How new containers\' files are served: union.plan=userspace, hybrid or direct' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from unmount" -l noout -d 'Write nothing to standard output'
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from unmount" -l syslog -d 'Accepted for compatibility: messages go to standard error'
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from unmount" -s a -l all -d 'All images that are mounted'
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from unmount" -s f -l force -d 'Take the mount away even if files are in use, or if it is in another mount namespace'
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from unmount" -s h -l help -d 'Print help'
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from untag" -l log-level -d 'Log messages at and above this level to standard error' -r -f -a "trace\t''
debug\t''
info\t''
warn\t''
error\t''"
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from untag" -l events-backend -d 'Accepted for compatibility; events are kept in files' -r -f -a "file\t''"
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from untag" -l default-mounts-file -d 'Accepted to be refused: a file of mounts that every container would get' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from untag" -l hooks-dir -d 'Accepted to be refused: programs that the runtime would call' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from untag" -l out -d 'Write to this file what goes to standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from untag" -l root -d 'Directory for images and containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from untag" -l runroot -d 'Directory for the state of running containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from untag" -l runtime -d 'Accepted for compatibility: the runtime is built in' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from untag" -l runtime-flag -d 'Accepted for compatibility, as --runtime' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from untag" -l storage-driver -d 'Accepted for compatibility; there is one storage driver' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from untag" -l storage-opt -d 'How new containers\' files are served: union.plan=userspace, hybrid or direct' -r
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from untag" -l noout -d 'Write nothing to standard output'
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from untag" -l syslog -d 'Accepted for compatibility: messages go to standard error'
complete -c coracle -n "__fish_coracle_using_subcommand image; and __fish_seen_subcommand_from untag" -s h -l help -d 'Print help'
complete -c coracle -n "__fish_coracle_using_subcommand images" -l log-level -d 'Log messages at and above this level to standard error' -r -f -a "trace\t''
debug\t''
info\t''
warn\t''
error\t''"
complete -c coracle -n "__fish_coracle_using_subcommand images" -l events-backend -d 'Accepted for compatibility; events are kept in files' -r -f -a "file\t''"
complete -c coracle -n "__fish_coracle_using_subcommand images" -l default-mounts-file -d 'Accepted to be refused: a file of mounts that every container would get' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand images" -l hooks-dir -d 'Accepted to be refused: programs that the runtime would call' -r
complete -c coracle -n "__fish_coracle_using_subcommand images" -l out -d 'Write to this file what goes to standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand images" -l root -d 'Directory for images and containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand images" -l runroot -d 'Directory for the state of running containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand images" -l runtime -d 'Accepted for compatibility: the runtime is built in' -r
complete -c coracle -n "__fish_coracle_using_subcommand images" -l runtime-flag -d 'Accepted for compatibility, as --runtime' -r
complete -c coracle -n "__fish_coracle_using_subcommand images" -l storage-driver -d 'Accepted for compatibility; there is one storage driver' -r
complete -c coracle -n "__fish_coracle_using_subcommand images" -l storage-opt -d 'How new containers\' files are served: union.plan=userspace, hybrid or direct' -r
complete -c coracle -n "__fish_coracle_using_subcommand images" -s f -l filter -d 'Show only images that match: id, reference, label, label!, before, since, until, dangling, intermediate, containers, manifest, readonly or digest' -r
complete -c coracle -n "__fish_coracle_using_subcommand images" -l format -d 'Print as json, as a table, or with a Go template' -r
complete -c coracle -n "__fish_coracle_using_subcommand images" -l sort -d 'Sort by created, id, repository, size or tag' -r
complete -c coracle -n "__fish_coracle_using_subcommand images" -l noout -d 'Write nothing to standard output'
complete -c coracle -n "__fish_coracle_using_subcommand images" -l syslog -d 'Accepted for compatibility: messages go to standard error'
complete -c coracle -n "__fish_coracle_using_subcommand images" -s a -l all -d 'Show also images without a name that others were made from'
complete -c coracle -n "__fish_coracle_using_subcommand images" -l digests -d 'Show digests'
complete -c coracle -n "__fish_coracle_using_subcommand images" -l history -d 'Show all names that images had'
complete -c coracle -n "__fish_coracle_using_subcommand images" -l no-trunc -d 'Do not shorten IDs'
complete -c coracle -n "__fish_coracle_using_subcommand images" -s n -l noheading -d 'Print no heading'
complete -c coracle -n "__fish_coracle_using_subcommand images" -s q -l quiet -d 'Print only IDs'
complete -c coracle -n "__fish_coracle_using_subcommand images" -s h -l help -d 'Print help'
complete -c coracle -n "__fish_coracle_using_subcommand import" -l log-level -d 'Log messages at and above this level to standard error' -r -f -a "trace\t''
debug\t''
info\t''
warn\t''
error\t''"
complete -c coracle -n "__fish_coracle_using_subcommand import" -l events-backend -d 'Accepted for compatibility; events are kept in files' -r -f -a "file\t''"
complete -c coracle -n "__fish_coracle_using_subcommand import" -l default-mounts-file -d 'Accepted to be refused: a file of mounts that every container would get' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand import" -l hooks-dir -d 'Accepted to be refused: programs that the runtime would call' -r
complete -c coracle -n "__fish_coracle_using_subcommand import" -l out -d 'Write to this file what goes to standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand import" -l root -d 'Directory for images and containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand import" -l runroot -d 'Directory for the state of running containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand import" -l runtime -d 'Accepted for compatibility: the runtime is built in' -r
complete -c coracle -n "__fish_coracle_using_subcommand import" -l runtime-flag -d 'Accepted for compatibility, as --runtime' -r
complete -c coracle -n "__fish_coracle_using_subcommand import" -l storage-driver -d 'Accepted for compatibility; there is one storage driver' -r
complete -c coracle -n "__fish_coracle_using_subcommand import" -l storage-opt -d 'How new containers\' files are served: union.plan=userspace, hybrid or direct' -r
complete -c coracle -n "__fish_coracle_using_subcommand import" -s c -l change -d 'Apply an instruction to the image\'s configuration: CMD, ENTRYPOINT, ENV, EXPOSE, LABEL, USER, WORKDIR, …' -r
complete -c coracle -n "__fish_coracle_using_subcommand import" -s m -l message -d 'Set the message of the image\'s history' -r
complete -c coracle -n "__fish_coracle_using_subcommand import" -l platform -d 'Say that the image is for this platform' -r
complete -c coracle -n "__fish_coracle_using_subcommand import" -l noout -d 'Write nothing to standard output'
complete -c coracle -n "__fish_coracle_using_subcommand import" -l syslog -d 'Accepted for compatibility: messages go to standard error'
complete -c coracle -n "__fish_coracle_using_subcommand import" -s q -l quiet -d 'Show no progress'
complete -c coracle -n "__fish_coracle_using_subcommand import" -s h -l help -d 'Print help'
complete -c coracle -n "__fish_coracle_using_subcommand info" -l log-level -d 'Log messages at and above this level to standard error' -r -f -a "trace\t''
debug\t''
info\t''
warn\t''
error\t''"
complete -c coracle -n "__fish_coracle_using_subcommand info" -l events-backend -d 'Accepted for compatibility; events are kept in files' -r -f -a "file\t''"
complete -c coracle -n "__fish_coracle_using_subcommand info" -l default-mounts-file -d 'Accepted to be refused: a file of mounts that every container would get' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand info" -l hooks-dir -d 'Accepted to be refused: programs that the runtime would call' -r
complete -c coracle -n "__fish_coracle_using_subcommand info" -l out -d 'Write to this file what goes to standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand info" -l root -d 'Directory for images and containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand info" -l runroot -d 'Directory for the state of running containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand info" -l runtime -d 'Accepted for compatibility: the runtime is built in' -r
complete -c coracle -n "__fish_coracle_using_subcommand info" -l runtime-flag -d 'Accepted for compatibility, as --runtime' -r
complete -c coracle -n "__fish_coracle_using_subcommand info" -l storage-driver -d 'Accepted for compatibility; there is one storage driver' -r
complete -c coracle -n "__fish_coracle_using_subcommand info" -l storage-opt -d 'How new containers\' files are served: union.plan=userspace, hybrid or direct' -r
complete -c coracle -n "__fish_coracle_using_subcommand info" -s f -l format -d 'Print as json or with a Go template' -r
complete -c coracle -n "__fish_coracle_using_subcommand info" -l noout -d 'Write nothing to standard output'
complete -c coracle -n "__fish_coracle_using_subcommand info" -l syslog -d 'Accepted for compatibility: messages go to standard error'
complete -c coracle -n "__fish_coracle_using_subcommand info" -s h -l help -d 'Print help'
complete -c coracle -n "__fish_coracle_using_subcommand init" -l log-level -d 'Log messages at and above this level to standard error' -r -f -a "trace\t''
debug\t''
info\t''
warn\t''
error\t''"
complete -c coracle -n "__fish_coracle_using_subcommand init" -l events-backend -d 'Accepted for compatibility; events are kept in files' -r -f -a "file\t''"
complete -c coracle -n "__fish_coracle_using_subcommand init" -l default-mounts-file -d 'Accepted to be refused: a file of mounts that every container would get' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand init" -l hooks-dir -d 'Accepted to be refused: programs that the runtime would call' -r
complete -c coracle -n "__fish_coracle_using_subcommand init" -l out -d 'Write to this file what goes to standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand init" -l root -d 'Directory for images and containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand init" -l runroot -d 'Directory for the state of running containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand init" -l runtime -d 'Accepted for compatibility: the runtime is built in' -r
complete -c coracle -n "__fish_coracle_using_subcommand init" -l runtime-flag -d 'Accepted for compatibility, as --runtime' -r
complete -c coracle -n "__fish_coracle_using_subcommand init" -l storage-driver -d 'Accepted for compatibility; there is one storage driver' -r
complete -c coracle -n "__fish_coracle_using_subcommand init" -l storage-opt -d 'How new containers\' files are served: union.plan=userspace, hybrid or direct' -r
complete -c coracle -n "__fish_coracle_using_subcommand init" -l noout -d 'Write nothing to standard output'
complete -c coracle -n "__fish_coracle_using_subcommand init" -l syslog -d 'Accepted for compatibility: messages go to standard error'
complete -c coracle -n "__fish_coracle_using_subcommand init" -s a -l all -d 'Initialize all containers that do not run'
complete -c coracle -n "__fish_coracle_using_subcommand init" -s l -l latest -d 'Use the container that was made last'
complete -c coracle -n "__fish_coracle_using_subcommand init" -s h -l help -d 'Print help'
complete -c coracle -n "__fish_coracle_using_subcommand inspect" -l log-level -d 'Log messages at and above this level to standard error' -r -f -a "trace\t''
debug\t''
info\t''
warn\t''
error\t''"
complete -c coracle -n "__fish_coracle_using_subcommand inspect" -l events-backend -d 'Accepted for compatibility; events are kept in files' -r -f -a "file\t''"
complete -c coracle -n "__fish_coracle_using_subcommand inspect" -l default-mounts-file -d 'Accepted to be refused: a file of mounts that every container would get' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand inspect" -l hooks-dir -d 'Accepted to be refused: programs that the runtime would call' -r
complete -c coracle -n "__fish_coracle_using_subcommand inspect" -l out -d 'Write to this file what goes to standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand inspect" -l root -d 'Directory for images and containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand inspect" -l runroot -d 'Directory for the state of running containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand inspect" -l runtime -d 'Accepted for compatibility: the runtime is built in' -r
complete -c coracle -n "__fish_coracle_using_subcommand inspect" -l runtime-flag -d 'Accepted for compatibility, as --runtime' -r
complete -c coracle -n "__fish_coracle_using_subcommand inspect" -l storage-driver -d 'Accepted for compatibility; there is one storage driver' -r
complete -c coracle -n "__fish_coracle_using_subcommand inspect" -l storage-opt -d 'How new containers\' files are served: union.plan=userspace, hybrid or direct' -r
complete -c coracle -n "__fish_coracle_using_subcommand inspect" -s f -l format -d 'Print as json or with a Go template' -r
complete -c coracle -n "__fish_coracle_using_subcommand inspect" -s t -l type -d 'What the names mean' -r -f -a "all\t''
container\t''
image\t''"
complete -c coracle -n "__fish_coracle_using_subcommand inspect" -l noout -d 'Write nothing to standard output'
complete -c coracle -n "__fish_coracle_using_subcommand inspect" -l syslog -d 'Accepted for compatibility: messages go to standard error'
complete -c coracle -n "__fish_coracle_using_subcommand inspect" -s l -l latest -d 'Use the container that was made last'
complete -c coracle -n "__fish_coracle_using_subcommand inspect" -s s -l size -d 'Add up what containers have written, and the sizes of their root file systems'
complete -c coracle -n "__fish_coracle_using_subcommand inspect" -s h -l help -d 'Print help'
complete -c coracle -n "__fish_coracle_using_subcommand kill" -l log-level -d 'Log messages at and above this level to standard error' -r -f -a "trace\t''
debug\t''
info\t''
warn\t''
error\t''"
complete -c coracle -n "__fish_coracle_using_subcommand kill" -l events-backend -d 'Accepted for compatibility; events are kept in files' -r -f -a "file\t''"
complete -c coracle -n "__fish_coracle_using_subcommand kill" -l default-mounts-file -d 'Accepted to be refused: a file of mounts that every container would get' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand kill" -l hooks-dir -d 'Accepted to be refused: programs that the runtime would call' -r
complete -c coracle -n "__fish_coracle_using_subcommand kill" -l out -d 'Write to this file what goes to standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand kill" -l root -d 'Directory for images and containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand kill" -l runroot -d 'Directory for the state of running containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand kill" -l runtime -d 'Accepted for compatibility: the runtime is built in' -r
complete -c coracle -n "__fish_coracle_using_subcommand kill" -l runtime-flag -d 'Accepted for compatibility, as --runtime' -r
complete -c coracle -n "__fish_coracle_using_subcommand kill" -l storage-driver -d 'Accepted for compatibility; there is one storage driver' -r
complete -c coracle -n "__fish_coracle_using_subcommand kill" -l storage-opt -d 'How new containers\' files are served: union.plan=userspace, hybrid or direct' -r
complete -c coracle -n "__fish_coracle_using_subcommand kill" -l cidfile -d 'Read a container\'s ID from a file' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand kill" -s s -l signal -d 'The signal, by name or number' -r
complete -c coracle -n "__fish_coracle_using_subcommand kill" -l noout -d 'Write nothing to standard output'
complete -c coracle -n "__fish_coracle_using_subcommand kill" -l syslog -d 'Accepted for compatibility: messages go to standard error'
complete -c coracle -n "__fish_coracle_using_subcommand kill" -s a -l all -d 'Signal all containers that run'
complete -c coracle -n "__fish_coracle_using_subcommand kill" -s l -l latest -d 'Use the container that was made last'
complete -c coracle -n "__fish_coracle_using_subcommand kill" -s h -l help -d 'Print help'
complete -c coracle -n "__fish_coracle_using_subcommand load" -l log-level -d 'Log messages at and above this level to standard error' -r -f -a "trace\t''
debug\t''
info\t''
warn\t''
error\t''"
complete -c coracle -n "__fish_coracle_using_subcommand load" -l events-backend -d 'Accepted for compatibility; events are kept in files' -r -f -a "file\t''"
complete -c coracle -n "__fish_coracle_using_subcommand load" -l default-mounts-file -d 'Accepted to be refused: a file of mounts that every container would get' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand load" -l hooks-dir -d 'Accepted to be refused: programs that the runtime would call' -r
complete -c coracle -n "__fish_coracle_using_subcommand load" -l out -d 'Write to this file what goes to standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand load" -l root -d 'Directory for images and containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand load" -l runroot -d 'Directory for the state of running containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand load" -l runtime -d 'Accepted for compatibility: the runtime is built in' -r
complete -c coracle -n "__fish_coracle_using_subcommand load" -l runtime-flag -d 'Accepted for compatibility, as --runtime' -r
complete -c coracle -n "__fish_coracle_using_subcommand load" -l storage-driver -d 'Accepted for compatibility; there is one storage driver' -r
complete -c coracle -n "__fish_coracle_using_subcommand load" -l storage-opt -d 'How new containers\' files are served: union.plan=userspace, hybrid or direct' -r
complete -c coracle -n "__fish_coracle_using_subcommand load" -s i -l input -d 'Read from this file or directory instead of standard input' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand load" -l noout -d 'Write nothing to standard output'
complete -c coracle -n "__fish_coracle_using_subcommand load" -l syslog -d 'Accepted for compatibility: messages go to standard error'
complete -c coracle -n "__fish_coracle_using_subcommand load" -s q -l quiet -d 'Show no progress'
complete -c coracle -n "__fish_coracle_using_subcommand load" -s h -l help -d 'Print help'
complete -c coracle -n "__fish_coracle_using_subcommand login" -l log-level -d 'Log messages at and above this level to standard error' -r -f -a "trace\t''
debug\t''
info\t''
warn\t''
error\t''"
complete -c coracle -n "__fish_coracle_using_subcommand login" -l events-backend -d 'Accepted for compatibility; events are kept in files' -r -f -a "file\t''"
complete -c coracle -n "__fish_coracle_using_subcommand login" -l default-mounts-file -d 'Accepted to be refused: a file of mounts that every container would get' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand login" -l hooks-dir -d 'Accepted to be refused: programs that the runtime would call' -r
complete -c coracle -n "__fish_coracle_using_subcommand login" -l out -d 'Write to this file what goes to standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand login" -l root -d 'Directory for images and containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand login" -l runroot -d 'Directory for the state of running containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand login" -l runtime -d 'Accepted for compatibility: the runtime is built in' -r
complete -c coracle -n "__fish_coracle_using_subcommand login" -l runtime-flag -d 'Accepted for compatibility, as --runtime' -r
complete -c coracle -n "__fish_coracle_using_subcommand login" -l storage-driver -d 'Accepted for compatibility; there is one storage driver' -r
complete -c coracle -n "__fish_coracle_using_subcommand login" -l storage-opt -d 'How new containers\' files are served: union.plan=userspace, hybrid or direct' -r
complete -c coracle -n "__fish_coracle_using_subcommand login" -l authfile -d 'Read credentials from this file' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand login" -l cert-dir -d 'Read authorities and client certificates from this directory' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand login" -l tls-verify -d 'Ask for HTTPS and a valid certificate; false allows plain HTTP' -r -f -a "true\t''
false\t''"
complete -c coracle -n "__fish_coracle_using_subcommand login" -l compat-auth-file -d 'Write to this file, in the format of docker\'s config.json' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand login" -s p -l password -d 'The password; other users of this machine may see it here' -r
complete -c coracle -n "__fish_coracle_using_subcommand login" -s u -l username -d 'The user' -r
complete -c coracle -n "__fish_coracle_using_subcommand login" -l noout -d 'Write nothing to standard output'
complete -c coracle -n "__fish_coracle_using_subcommand login" -l syslog -d 'Accepted for compatibility: messages go to standard error'
complete -c coracle -n "__fish_coracle_using_subcommand login" -l get-login -d 'Print the user who is logged in'
complete -c coracle -n "__fish_coracle_using_subcommand login" -l password-stdin -d 'Read the password from standard input'
complete -c coracle -n "__fish_coracle_using_subcommand login" -s v -l verbose -d 'Say which file was written'
complete -c coracle -n "__fish_coracle_using_subcommand login" -s h -l help -d 'Print help'
complete -c coracle -n "__fish_coracle_using_subcommand logout" -l log-level -d 'Log messages at and above this level to standard error' -r -f -a "trace\t''
debug\t''
info\t''
warn\t''
error\t''"
complete -c coracle -n "__fish_coracle_using_subcommand logout" -l events-backend -d 'Accepted for compatibility; events are kept in files' -r -f -a "file\t''"
complete -c coracle -n "__fish_coracle_using_subcommand logout" -l default-mounts-file -d 'Accepted to be refused: a file of mounts that every container would get' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand logout" -l hooks-dir -d 'Accepted to be refused: programs that the runtime would call' -r
complete -c coracle -n "__fish_coracle_using_subcommand logout" -l out -d 'Write to this file what goes to standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand logout" -l root -d 'Directory for images and containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand logout" -l runroot -d 'Directory for the state of running containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand logout" -l runtime -d 'Accepted for compatibility: the runtime is built in' -r
complete -c coracle -n "__fish_coracle_using_subcommand logout" -l runtime-flag -d 'Accepted for compatibility, as --runtime' -r
complete -c coracle -n "__fish_coracle_using_subcommand logout" -l storage-driver -d 'Accepted for compatibility; there is one storage driver' -r
complete -c coracle -n "__fish_coracle_using_subcommand logout" -l storage-opt -d 'How new containers\' files are served: union.plan=userspace, hybrid or direct' -r
complete -c coracle -n "__fish_coracle_using_subcommand logout" -l authfile -d 'Change this file' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand logout" -l compat-auth-file -d 'Change this file, which has the format of docker\'s config.json' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand logout" -l noout -d 'Write nothing to standard output'
complete -c coracle -n "__fish_coracle_using_subcommand logout" -l syslog -d 'Accepted for compatibility: messages go to standard error'
complete -c coracle -n "__fish_coracle_using_subcommand logout" -s a -l all -d 'Forget all registries'
complete -c coracle -n "__fish_coracle_using_subcommand logout" -s h -l help -d 'Print help'
complete -c coracle -n "__fish_coracle_using_subcommand logs" -l log-level -d 'Log messages at and above this level to standard error' -r -f -a "trace\t''
debug\t''
info\t''
warn\t''
error\t''"
complete -c coracle -n "__fish_coracle_using_subcommand logs" -l events-backend -d 'Accepted for compatibility; events are kept in files' -r -f -a "file\t''"
complete -c coracle -n "__fish_coracle_using_subcommand logs" -l default-mounts-file -d 'Accepted to be refused: a file of mounts that every container would get' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand logs" -l hooks-dir -d 'Accepted to be refused: programs that the runtime would call' -r
complete -c coracle -n "__fish_coracle_using_subcommand logs" -l out -d 'Write to this file what goes to standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand logs" -l root -d 'Directory for images and containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand logs" -l runroot -d 'Directory for the state of running containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand logs" -l runtime -d 'Accepted for compatibility: the runtime is built in' -r
complete -c coracle -n "__fish_coracle_using_subcommand logs" -l runtime-flag -d 'Accepted for compatibility, as --runtime' -r
complete -c coracle -n "__fish_coracle_using_subcommand logs" -l storage-driver -d 'Accepted for compatibility; there is one storage driver' -r
complete -c coracle -n "__fish_coracle_using_subcommand logs" -l storage-opt -d 'How new containers\' files are served: union.plan=userspace, hybrid or direct' -r
complete -c coracle -n "__fish_coracle_using_subcommand logs" -l since -d 'Show only what was written since a time, such as 10m or 2026-01-31T12:00:00Z' -r
complete -c coracle -n "__fish_coracle_using_subcommand logs" -l tail -d 'Show only the last N lines, or all' -r
complete -c coracle -n "__fish_coracle_using_subcommand logs" -l until -d 'Show only what was written until a time' -r
complete -c coracle -n "__fish_coracle_using_subcommand logs" -l noout -d 'Write nothing to standard output'
complete -c coracle -n "__fish_coracle_using_subcommand logs" -l syslog -d 'Accepted for compatibility: messages go to standard error'
complete -c coracle -n "__fish_coracle_using_subcommand logs" -l color -d 'Give each container a color of its own'
complete -c coracle -n "__fish_coracle_using_subcommand logs" -s f -l follow -d 'Go on as the container writes'
complete -c coracle -n "__fish_coracle_using_subcommand logs" -s l -l latest -d 'Use the container that was made last'
complete -c coracle -n "__fish_coracle_using_subcommand logs" -s n -l names -d 'Put the container\'s name before each line, instead of its ID'
complete -c coracle -n "__fish_coracle_using_subcommand logs" -s t -l timestamps -d 'Put the time before each line'
complete -c coracle -n "__fish_coracle_using_subcommand logs" -s h -l help -d 'Print help'
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and not __fish_seen_subcommand_from add annotate create exists inspect push remove rm" -l log-level -d 'Log messages at and above this level to standard error' -r -f -a "trace\t''
debug\t''
info\t''
warn\t''
error\t''"
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and not __fish_seen_subcommand_from add annotate create exists inspect push remove rm" -l events-backend -d 'Accepted for compatibility; events are kept in files' -r -f -a "file\t''"
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and not __fish_seen_subcommand_from add annotate create exists inspect push remove rm" -l default-mounts-file -d 'Accepted to be refused: a file of mounts that every container would get' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and not __fish_seen_subcommand_from add annotate create exists inspect push remove rm" -l hooks-dir -d 'Accepted to be refused: programs that the runtime would call' -r
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and not __fish_seen_subcommand_from add annotate create exists inspect push remove rm" -l out -d 'Write to this file what goes to standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and not __fish_seen_subcommand_from add annotate create exists inspect push remove rm" -l root -d 'Directory for images and containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and not __fish_seen_subcommand_from add annotate create exists inspect push remove rm" -l runroot -d 'Directory for the state of running containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and not __fish_seen_subcommand_from add annotate create exists inspect push remove rm" -l runtime -d 'Accepted for compatibility: the runtime is built in' -r
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and not __fish_seen_subcommand_from add annotate create exists inspect push remove rm" -l runtime-flag -d 'Accepted for compatibility, as --runtime' -r
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and not __fish_seen_subcommand_from add annotate create exists inspect push remove rm" -l storage-driver -d 'Accepted for compatibility; there is one storage driver' -r
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and not __fish_seen_subcommand_from add annotate create exists inspect push remove rm" -l storage-opt -d 'How new containers\' files are served: union.plan=userspace, hybrid or direct' -r
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and not __fish_seen_subcommand_from add annotate create exists inspect push remove rm" -l noout -d 'Write nothing to standard output'
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and not __fish_seen_subcommand_from add annotate create exists inspect push remove rm" -l syslog -d 'Accepted for compatibility: messages go to standard error'
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and not __fish_seen_subcommand_from add annotate create exists inspect push remove rm" -s h -l help -d 'Print help'
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and not __fish_seen_subcommand_from add annotate create exists inspect push remove rm" -f -a "add" -d 'Add images to a manifest list'
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and not __fish_seen_subcommand_from add annotate create exists inspect push remove rm" -f -a "annotate" -d 'Say more about an image of a manifest list'
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and not __fish_seen_subcommand_from add annotate create exists inspect push remove rm" -f -a "create" -d 'Make a manifest list'
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and not __fish_seen_subcommand_from add annotate create exists inspect push remove rm" -f -a "exists" -d 'Check whether a manifest list is in the store'
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and not __fish_seen_subcommand_from add annotate create exists inspect push remove rm" -f -a "inspect" -d 'Show a manifest list'
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and not __fish_seen_subcommand_from add annotate create exists inspect push remove rm" -f -a "push" -d 'Push a manifest list and its images to a registry'
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and not __fish_seen_subcommand_from add annotate create exists inspect push remove rm" -f -a "remove" -d 'Take an image from a manifest list'
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and not __fish_seen_subcommand_from add annotate create exists inspect push remove rm" -f -a "rm" -d 'Remove manifest lists'
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and __fish_seen_subcommand_from add" -l log-level -d 'Log messages at and above this level to standard error' -r -f -a "trace\t''
debug\t''
info\t''
warn\t''
error\t''"
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and __fish_seen_subcommand_from add" -l events-backend -d 'Accepted for compatibility; events are kept in files' -r -f -a "file\t''"
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and __fish_seen_subcommand_from add" -l default-mounts-file -d 'Accepted to be refused: a file of mounts that every container would get' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and __fish_seen_subcommand_from add" -l hooks-dir -d 'Accepted to be refused: programs that the runtime would call' -r
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and __fish_seen_subcommand_from add" -l out -d 'Write to this file what goes to standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and __fish_seen_subcommand_from add" -l root -d 'Directory for images and containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and __fish_seen_subcommand_from add" -l runroot -d 'Directory for the state of running containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and __fish_seen_subcommand_from add" -l runtime -d 'Accepted for compatibility: the runtime is built in' -r
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and __fish_seen_subcommand_from add" -l runtime-flag -d 'Accepted for compatibility, as --runtime' -r
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and __fish_seen_subcommand_from add" -l storage-driver -d 'Accepted for compatibility; there is one storage driver' -r
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and __fish_seen_subcommand_from add" -l storage-opt -d 'How new containers\' files are served: union.plan=userspace, hybrid or direct' -r
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and __fish_seen_subcommand_from add" -l annotation -d 'Annotate the image' -r
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and __fish_seen_subcommand_from add" -l arch -d 'Its processor architecture' -r
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and __fish_seen_subcommand_from add" -l features -d 'Features of the processor that it needs' -r
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and __fish_seen_subcommand_from add" -l os -d 'Its operating system' -r
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and __fish_seen_subcommand_from add" -l os-features -d 'Features of the operating system that it needs' -r
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and __fish_seen_subcommand_from add" -l os-version -d 'The version of its operating system' -r
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and __fish_seen_subcommand_from add" -l variant -d 'The variant of the architecture' -r
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and __fish_seen_subcommand_from add" -l noout -d 'Write nothing to standard output'
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and __fish_seen_subcommand_from add" -l syslog -d 'Accepted for compatibility: messages go to standard error'
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and __fish_seen_subcommand_from add" -l all -d 'Add all images of the lists among the images'
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and __fish_seen_subcommand_from add" -s h -l help -d 'Print help'
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and __fish_seen_subcommand_from annotate" -l log-level -d 'Log messages at and above this level to standard error' -r -f -a "trace\t''
debug\t''
info\t''
warn\t''
error\t''"
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and __fish_seen_subcommand_from annotate" -l events-backend -d 'Accepted for compatibility; events are kept in files' -r -f -a "file\t''"
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and __fish_seen_subcommand_from annotate" -l default-mounts-file -d 'Accepted to be refused: a file of mounts that every container would get' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and __fish_seen_subcommand_from annotate" -l hooks-dir -d 'Accepted to be refused: programs that the runtime would call' -r
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and __fish_seen_subcommand_from annotate" -l out -d 'Write to this file what goes to standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and __fish_seen_subcommand_from annotate" -l root -d 'Directory for images and containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and __fish_seen_subcommand_from annotate" -l runroot -d 'Directory for the state of running containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and __fish_seen_subcommand_from annotate" -l runtime -d 'Accepted for compatibility: the runtime is built in' -r
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and __fish_seen_subcommand_from annotate" -l runtime-flag -d 'Accepted for compatibility, as --runtime' -r
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and __fish_seen_subcommand_from annotate" -l storage-driver -d 'Accepted for compatibility; there is one storage driver' -r
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and __fish_seen_subcommand_from annotate" -l storage-opt -d 'How new containers\' files are served: union.plan=userspace, hybrid or direct' -r
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and __fish_seen_subcommand_from annotate" -l annotation -d 'Annotate the image' -r
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and __fish_seen_subcommand_from annotate" -l arch -d 'Its processor architecture' -r
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and __fish_seen_subcommand_from annotate" -l features -d 'Features of the processor that it needs' -r
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and __fish_seen_subcommand_from annotate" -l os -d 'Its operating system' -r
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and __fish_seen_subcommand_from annotate" -l os-features -d 'Features of the operating system that it needs' -r
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and __fish_seen_subcommand_from annotate" -l os-version -d 'The version of its operating system' -r
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and __fish_seen_subcommand_from annotate" -l variant -d 'The variant of the architecture' -r
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and __fish_seen_subcommand_from annotate" -l noout -d 'Write nothing to standard output'
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and __fish_seen_subcommand_from annotate" -l syslog -d 'Accepted for compatibility: messages go to standard error'
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and __fish_seen_subcommand_from annotate" -l index -d 'Annotate the list itself'
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and __fish_seen_subcommand_from annotate" -s h -l help -d 'Print help'
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and __fish_seen_subcommand_from create" -l log-level -d 'Log messages at and above this level to standard error' -r -f -a "trace\t''
debug\t''
info\t''
warn\t''
error\t''"
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and __fish_seen_subcommand_from create" -l events-backend -d 'Accepted for compatibility; events are kept in files' -r -f -a "file\t''"
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and __fish_seen_subcommand_from create" -l default-mounts-file -d 'Accepted to be refused: a file of mounts that every container would get' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and __fish_seen_subcommand_from create" -l hooks-dir -d 'Accepted to be refused: programs that the runtime would call' -r
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and __fish_seen_subcommand_from create" -l out -d 'Write to this file what goes to standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and __fish_seen_subcommand_from create" -l root -d 'Directory for images and containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and __fish_seen_subcommand_from create" -l runroot -d 'Directory for the state of running containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and __fish_seen_subcommand_from create" -l runtime -d 'Accepted for compatibility: the runtime is built in' -r
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and __fish_seen_subcommand_from create" -l runtime-flag -d 'Accepted for compatibility, as --runtime' -r
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and __fish_seen_subcommand_from create" -l storage-driver -d 'Accepted for compatibility; there is one storage driver' -r
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and __fish_seen_subcommand_from create" -l storage-opt -d 'How new containers\' files are served: union.plan=userspace, hybrid or direct' -r
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and __fish_seen_subcommand_from create" -l annotation -d 'Annotate the list' -r
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and __fish_seen_subcommand_from create" -l noout -d 'Write nothing to standard output'
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and __fish_seen_subcommand_from create" -l syslog -d 'Accepted for compatibility: messages go to standard error'
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and __fish_seen_subcommand_from create" -l all -d 'Add all images of the lists among the images'
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and __fish_seen_subcommand_from create" -s a -l amend -d 'A list of that name is no error, and goes on'
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and __fish_seen_subcommand_from create" -s h -l help -d 'Print help'
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and __fish_seen_subcommand_from exists" -l log-level -d 'Log messages at and above this level to standard error' -r -f -a "trace\t''
debug\t''
info\t''
warn\t''
error\t''"
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and __fish_seen_subcommand_from exists" -l events-backend -d 'Accepted for compatibility; events are kept in files' -r -f -a "file\t''"
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and __fish_seen_subcommand_from exists" -l default-mounts-file -d 'Accepted to be refused: a file of mounts that every container would get' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and __fish_seen_subcommand_from exists" -l hooks-dir -d 'Accepted to be refused: programs that the runtime would call' -r
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and __fish_seen_subcommand_from exists" -l out -d 'Write to this file what goes to standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and __fish_seen_subcommand_from exists" -l root -d 'Directory for images and containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and __fish_seen_subcommand_from exists" -l runroot -d 'Directory for the state of running containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and __fish_seen_subcommand_from exists" -l runtime -d 'Accepted for compatibility: the runtime is built in' -r
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and __fish_seen_subcommand_from exists" -l runtime-flag -d 'Accepted for compatibility, as --runtime' -r
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and __fish_seen_subcommand_from exists" -l storage-driver -d 'Accepted for compatibility; there is one storage driver' -r
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and __fish_seen_subcommand_from exists" -l storage-opt -d 'How new containers\' files are served: union.plan=userspace, hybrid or direct' -r
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and __fish_seen_subcommand_from exists" -l noout -d 'Write nothing to standard output'
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and __fish_seen_subcommand_from exists" -l syslog -d 'Accepted for compatibility: messages go to standard error'
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and __fish_seen_subcommand_from exists" -s h -l help -d 'Print help'
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and __fish_seen_subcommand_from inspect" -l log-level -d 'Log messages at and above this level to standard error' -r -f -a "trace\t''
debug\t''
info\t''
warn\t''
error\t''"
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and __fish_seen_subcommand_from inspect" -l events-backend -d 'Accepted for compatibility; events are kept in files' -r -f -a "file\t''"
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and __fish_seen_subcommand_from inspect" -l default-mounts-file -d 'Accepted to be refused: a file of mounts that every container would get' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and __fish_seen_subcommand_from inspect" -l hooks-dir -d 'Accepted to be refused: programs that the runtime would call' -r
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and __fish_seen_subcommand_from inspect" -l out -d 'Write to this file what goes to standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and __fish_seen_subcommand_from inspect" -l root -d 'Directory for images and containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and __fish_seen_subcommand_from inspect" -l runroot -d 'Directory for the state of running containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and __fish_seen_subcommand_from inspect" -l runtime -d 'Accepted for compatibility: the runtime is built in' -r
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and __fish_seen_subcommand_from inspect" -l runtime-flag -d 'Accepted for compatibility, as --runtime' -r
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and __fish_seen_subcommand_from inspect" -l storage-driver -d 'Accepted for compatibility; there is one storage driver' -r
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and __fish_seen_subcommand_from inspect" -l storage-opt -d 'How new containers\' files are served: union.plan=userspace, hybrid or direct' -r
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and __fish_seen_subcommand_from inspect" -l noout -d 'Write nothing to standard output'
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and __fish_seen_subcommand_from inspect" -l syslog -d 'Accepted for compatibility: messages go to standard error'
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and __fish_seen_subcommand_from inspect" -s h -l help -d 'Print help'
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and __fish_seen_subcommand_from push" -l log-level -d 'Log messages at and above this level to standard error' -r -f -a "trace\t''
debug\t''
info\t''
warn\t''
error\t''"
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and __fish_seen_subcommand_from push" -l events-backend -d 'Accepted for compatibility; events are kept in files' -r -f -a "file\t''"
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and __fish_seen_subcommand_from push" -l default-mounts-file -d 'Accepted to be refused: a file of mounts that every container would get' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and __fish_seen_subcommand_from push" -l hooks-dir -d 'Accepted to be refused: programs that the runtime would call' -r
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and __fish_seen_subcommand_from push" -l out -d 'Write to this file what goes to standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and __fish_seen_subcommand_from push" -l root -d 'Directory for images and containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and __fish_seen_subcommand_from push" -l runroot -d 'Directory for the state of running containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and __fish_seen_subcommand_from push" -l runtime -d 'Accepted for compatibility: the runtime is built in' -r
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and __fish_seen_subcommand_from push" -l runtime-flag -d 'Accepted for compatibility, as --runtime' -r
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and __fish_seen_subcommand_from push" -l storage-driver -d 'Accepted for compatibility; there is one storage driver' -r
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and __fish_seen_subcommand_from push" -l storage-opt -d 'How new containers\' files are served: union.plan=userspace, hybrid or direct' -r
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and __fish_seen_subcommand_from push" -l all -d 'Push the images too; false pushes the list alone, whose images must be there' -r -f -a "true\t''
false\t''"
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and __fish_seen_subcommand_from push" -l authfile -d 'Read credentials from this file' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and __fish_seen_subcommand_from push" -l cert-dir -d 'Read authorities and client certificates from this directory' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and __fish_seen_subcommand_from push" -l tls-verify -d 'Ask for HTTPS and a valid certificate; false allows plain HTTP' -r -f -a "true\t''
false\t''"
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and __fish_seen_subcommand_from push" -l creds -d 'Credentials for the registry' -r
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and __fish_seen_subcommand_from push" -l disable-content-trust -d 'Accepted for compatibility: content is verified by digest and by policy.json' -r -f -a "true\t''
false\t''"
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and __fish_seen_subcommand_from push" -l retry -d 'How often to try again (default: 3)' -r
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and __fish_seen_subcommand_from push" -l retry-delay -d 'Wait this long before the first time; each wait is twice the last one' -r
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and __fish_seen_subcommand_from push" -l compression-format -d 'Compress what is sent like this' -r -f -a "gzip\t''
zstd\t''
zstd:chunked\t'zstd, with a table by which pulls fetch only the files that are missing'"
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and __fish_seen_subcommand_from push" -l compression-level -d 'Compress with this level' -r
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and __fish_seen_subcommand_from push" -l digestfile -d 'Write the digest of the manifest to this file' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and __fish_seen_subcommand_from push" -l force-compression -d 'Send a layer even if the registry has it in another compression; the default with --compression-format' -r -f -a "true\t''
false\t''"
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and __fish_seen_subcommand_from push" -s f -l format -d 'The manifest\'s format; without it, the image\'s own' -r -f -a "oci\t'The OCI image specification'
v2s2\t'Docker\'s schema 2'"
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and __fish_seen_subcommand_from push" -l noout -d 'Write nothing to standard output'
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and __fish_seen_subcommand_from push" -l syslog -d 'Accepted for compatibility: messages go to standard error'
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and __fish_seen_subcommand_from push" -l rm -d 'Remove the list when it was pushed'
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and __fish_seen_subcommand_from push" -s q -l quiet -d 'Show no progress'
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and __fish_seen_subcommand_from push" -l remove-signatures -d 'Send no signatures; the store keeps none, so that there never are any'
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and __fish_seen_subcommand_from push" -s h -l help -d 'Print help'
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and __fish_seen_subcommand_from remove" -l log-level -d 'Log messages at and above this level to standard error' -r -f -a "trace\t''
debug\t''
info\t''
warn\t''
error\t''"
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and __fish_seen_subcommand_from remove" -l events-backend -d 'Accepted for compatibility; events are kept in files' -r -f -a "file\t''"
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and __fish_seen_subcommand_from remove" -l default-mounts-file -d 'Accepted to be refused: a file of mounts that every container would get' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and __fish_seen_subcommand_from remove" -l hooks-dir -d 'Accepted to be refused: programs that the runtime would call' -r
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and __fish_seen_subcommand_from remove" -l out -d 'Write to this file what goes to standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and __fish_seen_subcommand_from remove" -l root -d 'Directory for images and containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and __fish_seen_subcommand_from remove" -l runroot -d 'Directory for the state of running containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and __fish_seen_subcommand_from remove" -l runtime -d 'Accepted for compatibility: the runtime is built in' -r
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and __fish_seen_subcommand_from remove" -l runtime-flag -d 'Accepted for compatibility, as --runtime' -r
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and __fish_seen_subcommand_from remove" -l storage-driver -d 'Accepted for compatibility; there is one storage driver' -r
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and __fish_seen_subcommand_from remove" -l storage-opt -d 'How new containers\' files are served: union.plan=userspace, hybrid or direct' -r
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and __fish_seen_subcommand_from remove" -l noout -d 'Write nothing to standard output'
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and __fish_seen_subcommand_from remove" -l syslog -d 'Accepted for compatibility: messages go to standard error'
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and __fish_seen_subcommand_from remove" -s h -l help -d 'Print help'
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and __fish_seen_subcommand_from rm" -l log-level -d 'Log messages at and above this level to standard error' -r -f -a "trace\t''
debug\t''
info\t''
warn\t''
error\t''"
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and __fish_seen_subcommand_from rm" -l events-backend -d 'Accepted for compatibility; events are kept in files' -r -f -a "file\t''"
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and __fish_seen_subcommand_from rm" -l default-mounts-file -d 'Accepted to be refused: a file of mounts that every container would get' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and __fish_seen_subcommand_from rm" -l hooks-dir -d 'Accepted to be refused: programs that the runtime would call' -r
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and __fish_seen_subcommand_from rm" -l out -d 'Write to this file what goes to standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and __fish_seen_subcommand_from rm" -l root -d 'Directory for images and containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and __fish_seen_subcommand_from rm" -l runroot -d 'Directory for the state of running containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and __fish_seen_subcommand_from rm" -l runtime -d 'Accepted for compatibility: the runtime is built in' -r
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and __fish_seen_subcommand_from rm" -l runtime-flag -d 'Accepted for compatibility, as --runtime' -r
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and __fish_seen_subcommand_from rm" -l storage-driver -d 'Accepted for compatibility; there is one storage driver' -r
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and __fish_seen_subcommand_from rm" -l storage-opt -d 'How new containers\' files are served: union.plan=userspace, hybrid or direct' -r
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and __fish_seen_subcommand_from rm" -l noout -d 'Write nothing to standard output'
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and __fish_seen_subcommand_from rm" -l syslog -d 'Accepted for compatibility: messages go to standard error'
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and __fish_seen_subcommand_from rm" -s i -l ignore -d 'A list that is not there is no error'
complete -c coracle -n "__fish_coracle_using_subcommand manifest; and __fish_seen_subcommand_from rm" -s h -l help -d 'Print help'
complete -c coracle -n "__fish_coracle_using_subcommand mount" -l log-level -d 'Log messages at and above this level to standard error' -r -f -a "trace\t''
debug\t''
info\t''
warn\t''
error\t''"
complete -c coracle -n "__fish_coracle_using_subcommand mount" -l events-backend -d 'Accepted for compatibility; events are kept in files' -r -f -a "file\t''"
complete -c coracle -n "__fish_coracle_using_subcommand mount" -l default-mounts-file -d 'Accepted to be refused: a file of mounts that every container would get' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand mount" -l hooks-dir -d 'Accepted to be refused: programs that the runtime would call' -r
complete -c coracle -n "__fish_coracle_using_subcommand mount" -l out -d 'Write to this file what goes to standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand mount" -l root -d 'Directory for images and containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand mount" -l runroot -d 'Directory for the state of running containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand mount" -l runtime -d 'Accepted for compatibility: the runtime is built in' -r
complete -c coracle -n "__fish_coracle_using_subcommand mount" -l runtime-flag -d 'Accepted for compatibility, as --runtime' -r
complete -c coracle -n "__fish_coracle_using_subcommand mount" -l storage-driver -d 'Accepted for compatibility; there is one storage driver' -r
complete -c coracle -n "__fish_coracle_using_subcommand mount" -l storage-opt -d 'How new containers\' files are served: union.plan=userspace, hybrid or direct' -r
complete -c coracle -n "__fish_coracle_using_subcommand mount" -l format -d 'Print the list as json' -r -f -a "json\t''"
complete -c coracle -n "__fish_coracle_using_subcommand mount" -l noout -d 'Write nothing to standard output'
complete -c coracle -n "__fish_coracle_using_subcommand mount" -l syslog -d 'Accepted for compatibility: messages go to standard error'
complete -c coracle -n "__fish_coracle_using_subcommand mount" -s a -l all -d 'Mount all containers'
complete -c coracle -n "__fish_coracle_using_subcommand mount" -s l -l latest -d 'Use the container that was made last'
complete -c coracle -n "__fish_coracle_using_subcommand mount" -l no-trunc -l notruncate -d 'Show IDs whole'
complete -c coracle -n "__fish_coracle_using_subcommand mount" -s h -l help -d 'Print help'
complete -c coracle -n "__fish_coracle_using_subcommand network; and not __fish_seen_subcommand_from exists ls list prune rm remove" -l log-level -d 'Log messages at and above this level to standard error' -r -f -a "trace\t''
debug\t''
info\t''
warn\t''
error\t''"
complete -c coracle -n "__fish_coracle_using_subcommand network; and not __fish_seen_subcommand_from exists ls list prune rm remove" -l events-backend -d 'Accepted for compatibility; events are kept in files' -r -f -a "file\t''"
complete -c coracle -n "__fish_coracle_using_subcommand network; and not __fish_seen_subcommand_from exists ls list prune rm remove" -l default-mounts-file -d 'Accepted to be refused: a file of mounts that every container would get' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand network; and not __fish_seen_subcommand_from exists ls list prune rm remove" -l hooks-dir -d 'Accepted to be refused: programs that the runtime would call' -r
complete -c coracle -n "__fish_coracle_using_subcommand network; and not __fish_seen_subcommand_from exists ls list prune rm remove" -l out -d 'Write to this file what goes to standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand network; and not __fish_seen_subcommand_from exists ls list prune rm remove" -l root -d 'Directory for images and containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand network; and not __fish_seen_subcommand_from exists ls list prune rm remove" -l runroot -d 'Directory for the state of running containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand network; and not __fish_seen_subcommand_from exists ls list prune rm remove" -l runtime -d 'Accepted for compatibility: the runtime is built in' -r
complete -c coracle -n "__fish_coracle_using_subcommand network; and not __fish_seen_subcommand_from exists ls list prune rm remove" -l runtime-flag -d 'Accepted for compatibility, as --runtime' -r
complete -c coracle -n "__fish_coracle_using_subcommand network; and not __fish_seen_subcommand_from exists ls list prune rm remove" -l storage-driver -d 'Accepted for compatibility; there is one storage driver' -r
complete -c coracle -n "__fish_coracle_using_subcommand network; and not __fish_seen_subcommand_from exists ls list prune rm remove" -l storage-opt -d 'How new containers\' files are served: union.plan=userspace, hybrid or direct' -r
complete -c coracle -n "__fish_coracle_using_subcommand network; and not __fish_seen_subcommand_from exists ls list prune rm remove" -l noout -d 'Write nothing to standard output'
complete -c coracle -n "__fish_coracle_using_subcommand network; and not __fish_seen_subcommand_from exists ls list prune rm remove" -l syslog -d 'Accepted for compatibility: messages go to standard error'
complete -c coracle -n "__fish_coracle_using_subcommand network; and not __fish_seen_subcommand_from exists ls list prune rm remove" -s h -l help -d 'Print help'
complete -c coracle -n "__fish_coracle_using_subcommand network; and not __fish_seen_subcommand_from exists ls list prune rm remove" -f -a "exists" -d 'Say with the exit status whether it is there'
complete -c coracle -n "__fish_coracle_using_subcommand network; and not __fish_seen_subcommand_from exists ls list prune rm remove" -f -a "ls" -d 'List what there is'
complete -c coracle -n "__fish_coracle_using_subcommand network; and not __fish_seen_subcommand_from exists ls list prune rm remove" -f -a "list" -d 'List what there is'
complete -c coracle -n "__fish_coracle_using_subcommand network; and not __fish_seen_subcommand_from exists ls list prune rm remove" -f -a "prune" -d 'Remove all that nobody uses'
complete -c coracle -n "__fish_coracle_using_subcommand network; and not __fish_seen_subcommand_from exists ls list prune rm remove" -f -a "rm" -d 'Remove or stop what is named'
complete -c coracle -n "__fish_coracle_using_subcommand network; and not __fish_seen_subcommand_from exists ls list prune rm remove" -f -a "remove" -d 'Remove or stop what is named'
complete -c coracle -n "__fish_coracle_using_subcommand network; and __fish_seen_subcommand_from exists" -l log-level -d 'Log messages at and above this level to standard error' -r -f -a "trace\t''
debug\t''
info\t''
warn\t''
error\t''"
complete -c coracle -n "__fish_coracle_using_subcommand network; and __fish_seen_subcommand_from exists" -l events-backend -d 'Accepted for compatibility; events are kept in files' -r -f -a "file\t''"
complete -c coracle -n "__fish_coracle_using_subcommand network; and __fish_seen_subcommand_from exists" -l default-mounts-file -d 'Accepted to be refused: a file of mounts that every container would get' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand network; and __fish_seen_subcommand_from exists" -l hooks-dir -d 'Accepted to be refused: programs that the runtime would call' -r
complete -c coracle -n "__fish_coracle_using_subcommand network; and __fish_seen_subcommand_from exists" -l out -d 'Write to this file what goes to standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand network; and __fish_seen_subcommand_from exists" -l root -d 'Directory for images and containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand network; and __fish_seen_subcommand_from exists" -l runroot -d 'Directory for the state of running containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand network; and __fish_seen_subcommand_from exists" -l runtime -d 'Accepted for compatibility: the runtime is built in' -r
complete -c coracle -n "__fish_coracle_using_subcommand network; and __fish_seen_subcommand_from exists" -l runtime-flag -d 'Accepted for compatibility, as --runtime' -r
complete -c coracle -n "__fish_coracle_using_subcommand network; and __fish_seen_subcommand_from exists" -l storage-driver -d 'Accepted for compatibility; there is one storage driver' -r
complete -c coracle -n "__fish_coracle_using_subcommand network; and __fish_seen_subcommand_from exists" -l storage-opt -d 'How new containers\' files are served: union.plan=userspace, hybrid or direct' -r
complete -c coracle -n "__fish_coracle_using_subcommand network; and __fish_seen_subcommand_from exists" -l noout -d 'Write nothing to standard output'
complete -c coracle -n "__fish_coracle_using_subcommand network; and __fish_seen_subcommand_from exists" -l syslog -d 'Accepted for compatibility: messages go to standard error'
complete -c coracle -n "__fish_coracle_using_subcommand network; and __fish_seen_subcommand_from exists" -s h -l help -d 'Print help'
complete -c coracle -n "__fish_coracle_using_subcommand network; and __fish_seen_subcommand_from ls" -l log-level -d 'Log messages at and above this level to standard error' -r -f -a "trace\t''
debug\t''
info\t''
warn\t''
error\t''"
complete -c coracle -n "__fish_coracle_using_subcommand network; and __fish_seen_subcommand_from ls" -l events-backend -d 'Accepted for compatibility; events are kept in files' -r -f -a "file\t''"
complete -c coracle -n "__fish_coracle_using_subcommand network; and __fish_seen_subcommand_from ls" -l default-mounts-file -d 'Accepted to be refused: a file of mounts that every container would get' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand network; and __fish_seen_subcommand_from ls" -l hooks-dir -d 'Accepted to be refused: programs that the runtime would call' -r
complete -c coracle -n "__fish_coracle_using_subcommand network; and __fish_seen_subcommand_from ls" -l out -d 'Write to this file what goes to standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand network; and __fish_seen_subcommand_from ls" -l root -d 'Directory for images and containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand network; and __fish_seen_subcommand_from ls" -l runroot -d 'Directory for the state of running containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand network; and __fish_seen_subcommand_from ls" -l runtime -d 'Accepted for compatibility: the runtime is built in' -r
complete -c coracle -n "__fish_coracle_using_subcommand network; and __fish_seen_subcommand_from ls" -l runtime-flag -d 'Accepted for compatibility, as --runtime' -r
complete -c coracle -n "__fish_coracle_using_subcommand network; and __fish_seen_subcommand_from ls" -l storage-driver -d 'Accepted for compatibility; there is one storage driver' -r
complete -c coracle -n "__fish_coracle_using_subcommand network; and __fish_seen_subcommand_from ls" -l storage-opt -d 'How new containers\' files are served: union.plan=userspace, hybrid or direct' -r
complete -c coracle -n "__fish_coracle_using_subcommand network; and __fish_seen_subcommand_from ls" -s f -l filter -d 'Show what matches' -r
complete -c coracle -n "__fish_coracle_using_subcommand network; and __fish_seen_subcommand_from ls" -l format -d 'Print as json or with a Go template' -r
complete -c coracle -n "__fish_coracle_using_subcommand network; and __fish_seen_subcommand_from ls" -l noout -d 'Write nothing to standard output'
complete -c coracle -n "__fish_coracle_using_subcommand network; and __fish_seen_subcommand_from ls" -l syslog -d 'Accepted for compatibility: messages go to standard error'
complete -c coracle -n "__fish_coracle_using_subcommand network; and __fish_seen_subcommand_from ls" -l no-trunc -d 'Show whole IDs'
complete -c coracle -n "__fish_coracle_using_subcommand network; and __fish_seen_subcommand_from ls" -s n -l noheading -d 'Leave the heading out'
complete -c coracle -n "__fish_coracle_using_subcommand network; and __fish_seen_subcommand_from ls" -s q -l quiet -d 'Show IDs only'
complete -c coracle -n "__fish_coracle_using_subcommand network; and __fish_seen_subcommand_from ls" -s h -l help -d 'Print help'
complete -c coracle -n "__fish_coracle_using_subcommand network; and __fish_seen_subcommand_from list" -l log-level -d 'Log messages at and above this level to standard error' -r -f -a "trace\t''
debug\t''
info\t''
warn\t''
error\t''"
complete -c coracle -n "__fish_coracle_using_subcommand network; and __fish_seen_subcommand_from list" -l events-backend -d 'Accepted for compatibility; events are kept in files' -r -f -a "file\t''"
complete -c coracle -n "__fish_coracle_using_subcommand network; and __fish_seen_subcommand_from list" -l default-mounts-file -d 'Accepted to be refused: a file of mounts that every container would get' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand network; and __fish_seen_subcommand_from list" -l hooks-dir -d 'Accepted to be refused: programs that the runtime would call' -r
complete -c coracle -n "__fish_coracle_using_subcommand network; and __fish_seen_subcommand_from list" -l out -d 'Write to this file what goes to standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand network; and __fish_seen_subcommand_from list" -l root -d 'Directory for images and containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand network; and __fish_seen_subcommand_from list" -l runroot -d 'Directory for the state of running containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand network; and __fish_seen_subcommand_from list" -l runtime -d 'Accepted for compatibility: the runtime is built in' -r
complete -c coracle -n "__fish_coracle_using_subcommand network; and __fish_seen_subcommand_from list" -l runtime-flag -d 'Accepted for compatibility, as --runtime' -r
complete -c coracle -n "__fish_coracle_using_subcommand network; and __fish_seen_subcommand_from list" -l storage-driver -d 'Accepted for compatibility; there is one storage driver' -r
complete -c coracle -n "__fish_coracle_using_subcommand network; and __fish_seen_subcommand_from list" -l storage-opt -d 'How new containers\' files are served: union.plan=userspace, hybrid or direct' -r
complete -c coracle -n "__fish_coracle_using_subcommand network; and __fish_seen_subcommand_from list" -s f -l filter -d 'Show what matches' -r
complete -c coracle -n "__fish_coracle_using_subcommand network; and __fish_seen_subcommand_from list" -l format -d 'Print as json or with a Go template' -r
complete -c coracle -n "__fish_coracle_using_subcommand network; and __fish_seen_subcommand_from list" -l noout -d 'Write nothing to standard output'
complete -c coracle -n "__fish_coracle_using_subcommand network; and __fish_seen_subcommand_from list" -l syslog -d 'Accepted for compatibility: messages go to standard error'
complete -c coracle -n "__fish_coracle_using_subcommand network; and __fish_seen_subcommand_from list" -l no-trunc -d 'Show whole IDs'
complete -c coracle -n "__fish_coracle_using_subcommand network; and __fish_seen_subcommand_from list" -s n -l noheading -d 'Leave the heading out'
complete -c coracle -n "__fish_coracle_using_subcommand network; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Show IDs only'
complete -c coracle -n "__fish_coracle_using_subcommand network; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c coracle -n "__fish_coracle_using_subcommand network; and __fish_seen_subcommand_from prune" -l log-level -d 'Log messages at and above this level to standard error' -r -f -a "trace\t''
debug\t''
info\t''
warn\t''
error\t''"
complete -c coracle -n "__fish_coracle_using_subcommand network; and __fish_seen_subcommand_from prune" -l events-backend -d 'Accepted for compatibility; events are kept in files' -r -f -a "file\t''"
complete -c coracle -n "__fish_coracle_using_subcommand network; and __fish_seen_subcommand_from prune" -l default-mounts-file -d 'Accepted to be refused: a file of mounts that every container would get' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand network; and __fish_seen_subcommand_from prune" -l hooks-dir -d 'Accepted to be refused: programs that the runtime would call' -r
complete -c coracle -n "__fish_coracle_using_subcommand network; and __fish_seen_subcommand_from prune" -l out -d 'Write to this file what goes to standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand network; and __fish_seen_subcommand_from prune" -l root -d 'Directory for images and containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand network; and __fish_seen_subcommand_from prune" -l runroot -d 'Directory for the state of running containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand network; and __fish_seen_subcommand_from prune" -l runtime -d 'Accepted for compatibility: the runtime is built in' -r
complete -c coracle -n "__fish_coracle_using_subcommand network; and __fish_seen_subcommand_from prune" -l runtime-flag -d 'Accepted for compatibility, as --runtime' -r
complete -c coracle -n "__fish_coracle_using_subcommand network; and __fish_seen_subcommand_from prune" -l storage-driver -d 'Accepted for compatibility; there is one storage driver' -r
complete -c coracle -n "__fish_coracle_using_subcommand network; and __fish_seen_subcommand_from prune" -l storage-opt -d 'How new containers\' files are served: union.plan=userspace, hybrid or direct' -r
complete -c coracle -n "__fish_coracle_using_subcommand network; and __fish_seen_subcommand_from prune" -l filter -d 'Remove what matches' -r
complete -c coracle -n "__fish_coracle_using_subcommand network; and __fish_seen_subcommand_from prune" -l noout -d 'Write nothing to standard output'
complete -c coracle -n "__fish_coracle_using_subcommand network; and __fish_seen_subcommand_from prune" -l syslog -d 'Accepted for compatibility: messages go to standard error'
complete -c coracle -n "__fish_coracle_using_subcommand network; and __fish_seen_subcommand_from prune" -s f -l force -d 'Do not ask'
complete -c coracle -n "__fish_coracle_using_subcommand network; and __fish_seen_subcommand_from prune" -s h -l help -d 'Print help'
complete -c coracle -n "__fish_coracle_using_subcommand network; and __fish_seen_subcommand_from rm" -l log-level -d 'Log messages at and above this level to standard error' -r -f -a "trace\t''
debug\t''
info\t''
warn\t''
error\t''"
complete -c coracle -n "__fish_coracle_using_subcommand network; and __fish_seen_subcommand_from rm" -l events-backend -d 'Accepted for compatibility; events are kept in files' -r -f -a "file\t''"
complete -c coracle -n "__fish_coracle_using_subcommand network; and __fish_seen_subcommand_from rm" -l default-mounts-file -d 'Accepted to be refused: a file of mounts that every container would get' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand network; and __fish_seen_subcommand_from rm" -l hooks-dir -d 'Accepted to be refused: programs that the runtime would call' -r
complete -c coracle -n "__fish_coracle_using_subcommand network; and __fish_seen_subcommand_from rm" -l out -d 'Write to this file what goes to standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand network; and __fish_seen_subcommand_from rm" -l root -d 'Directory for images and containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand network; and __fish_seen_subcommand_from rm" -l runroot -d 'Directory for the state of running containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand network; and __fish_seen_subcommand_from rm" -l runtime -d 'Accepted for compatibility: the runtime is built in' -r
complete -c coracle -n "__fish_coracle_using_subcommand network; and __fish_seen_subcommand_from rm" -l runtime-flag -d 'Accepted for compatibility, as --runtime' -r
complete -c coracle -n "__fish_coracle_using_subcommand network; and __fish_seen_subcommand_from rm" -l storage-driver -d 'Accepted for compatibility; there is one storage driver' -r
complete -c coracle -n "__fish_coracle_using_subcommand network; and __fish_seen_subcommand_from rm" -l storage-opt -d 'How new containers\' files are served: union.plan=userspace, hybrid or direct' -r
complete -c coracle -n "__fish_coracle_using_subcommand network; and __fish_seen_subcommand_from rm" -s t -l time -d 'Seconds to wait before containers are killed' -r
complete -c coracle -n "__fish_coracle_using_subcommand network; and __fish_seen_subcommand_from rm" -l noout -d 'Write nothing to standard output'
complete -c coracle -n "__fish_coracle_using_subcommand network; and __fish_seen_subcommand_from rm" -l syslog -d 'Accepted for compatibility: messages go to standard error'
complete -c coracle -n "__fish_coracle_using_subcommand network; and __fish_seen_subcommand_from rm" -s a -l all -d 'All of them'
complete -c coracle -n "__fish_coracle_using_subcommand network; and __fish_seen_subcommand_from rm" -s f -l force -d 'Those that are in use as well'
complete -c coracle -n "__fish_coracle_using_subcommand network; and __fish_seen_subcommand_from rm" -s i -l ignore -d 'What is not there is no error'
complete -c coracle -n "__fish_coracle_using_subcommand network; and __fish_seen_subcommand_from rm" -s h -l help -d 'Print help'
complete -c coracle -n "__fish_coracle_using_subcommand network; and __fish_seen_subcommand_from remove" -l log-level -d 'Log messages at and above this level to standard error' -r -f -a "trace\t''
debug\t''
info\t''
warn\t''
error\t''"
complete -c coracle -n "__fish_coracle_using_subcommand network; and __fish_seen_subcommand_from remove" -l events-backend -d 'Accepted for compatibility; events are kept in files' -r -f -a "file\t''"
complete -c coracle -n "__fish_coracle_using_subcommand network; and __fish_seen_subcommand_from remove" -l default-mounts-file -d 'Accepted to be refused: a file of mounts that every container would get' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand network; and __fish_seen_subcommand_from remove" -l hooks-dir -d 'Accepted to be refused: programs that the runtime would call' -r
complete -c coracle -n "__fish_coracle_using_subcommand network; and __fish_seen_subcommand_from remove" -l out -d 'Write to this file what goes to standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand network; and __fish_seen_subcommand_from remove" -l root -d 'Directory for images and containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand network; and __fish_seen_subcommand_from remove" -l runroot -d 'Directory for the state of running containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand network; and __fish_seen_subcommand_from remove" -l runtime -d 'Accepted for compatibility: the runtime is built in' -r
complete -c coracle -n "__fish_coracle_using_subcommand network; and __fish_seen_subcommand_from remove" -l runtime-flag -d 'Accepted for compatibility, as --runtime' -r
complete -c coracle -n "__fish_coracle_using_subcommand network; and __fish_seen_subcommand_from remove" -l storage-driver -d 'Accepted for compatibility; there is one storage driver' -r
complete -c coracle -n "__fish_coracle_using_subcommand network; and __fish_seen_subcommand_from remove" -l storage-opt -d 'How new containers\' files are served: union.plan=userspace, hybrid or direct' -r
complete -c coracle -n "__fish_coracle_using_subcommand network; and __fish_seen_subcommand_from remove" -s t -l time -d 'Seconds to wait before containers are killed' -r
complete -c coracle -n "__fish_coracle_using_subcommand network; and __fish_seen_subcommand_from remove" -l noout -d 'Write nothing to standard output'
complete -c coracle -n "__fish_coracle_using_subcommand network; and __fish_seen_subcommand_from remove" -l syslog -d 'Accepted for compatibility: messages go to standard error'
complete -c coracle -n "__fish_coracle_using_subcommand network; and __fish_seen_subcommand_from remove" -s a -l all -d 'All of them'
complete -c coracle -n "__fish_coracle_using_subcommand network; and __fish_seen_subcommand_from remove" -s f -l force -d 'Those that are in use as well'
complete -c coracle -n "__fish_coracle_using_subcommand network; and __fish_seen_subcommand_from remove" -s i -l ignore -d 'What is not there is no error'
complete -c coracle -n "__fish_coracle_using_subcommand network; and __fish_seen_subcommand_from remove" -s h -l help -d 'Print help'
complete -c coracle -n "__fish_coracle_using_subcommand pause" -l log-level -d 'Log messages at and above this level to standard error' -r -f -a "trace\t''
debug\t''
info\t''
warn\t''
error\t''"
complete -c coracle -n "__fish_coracle_using_subcommand pause" -l events-backend -d 'Accepted for compatibility; events are kept in files' -r -f -a "file\t''"
complete -c coracle -n "__fish_coracle_using_subcommand pause" -l default-mounts-file -d 'Accepted to be refused: a file of mounts that every container would get' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand pause" -l hooks-dir -d 'Accepted to be refused: programs that the runtime would call' -r
complete -c coracle -n "__fish_coracle_using_subcommand pause" -l out -d 'Write to this file what goes to standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand pause" -l root -d 'Directory for images and containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand pause" -l runroot -d 'Directory for the state of running containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand pause" -l runtime -d 'Accepted for compatibility: the runtime is built in' -r
complete -c coracle -n "__fish_coracle_using_subcommand pause" -l runtime-flag -d 'Accepted for compatibility, as --runtime' -r
complete -c coracle -n "__fish_coracle_using_subcommand pause" -l storage-driver -d 'Accepted for compatibility; there is one storage driver' -r
complete -c coracle -n "__fish_coracle_using_subcommand pause" -l storage-opt -d 'How new containers\' files are served: union.plan=userspace, hybrid or direct' -r
complete -c coracle -n "__fish_coracle_using_subcommand pause" -l cidfile -d 'Read a container\'s ID from a file' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand pause" -s f -l filter -d 'Choose containers that match, as in `coracle ps`' -r
complete -c coracle -n "__fish_coracle_using_subcommand pause" -l noout -d 'Write nothing to standard output'
complete -c coracle -n "__fish_coracle_using_subcommand pause" -l syslog -d 'Accepted for compatibility: messages go to standard error'
complete -c coracle -n "__fish_coracle_using_subcommand pause" -s a -l all -d 'Pause all containers that run'
complete -c coracle -n "__fish_coracle_using_subcommand pause" -s l -l latest -d 'Use the container that was made last'
complete -c coracle -n "__fish_coracle_using_subcommand pause" -s h -l help -d 'Print help'
complete -c coracle -n "__fish_coracle_using_subcommand pod; and not __fish_seen_subcommand_from exists prune ps ls list rm stop" -l log-level -d 'Log messages at and above this level to standard error' -r -f -a "trace\t''
debug\t''
info\t''
warn\t''
error\t''"
complete -c coracle -n "__fish_coracle_using_subcommand pod; and not __fish_seen_subcommand_from exists prune ps ls list rm stop" -l events-backend -d 'Accepted for compatibility; events are kept in files' -r -f -a "file\t''"
complete -c coracle -n "__fish_coracle_using_subcommand pod; and not __fish_seen_subcommand_from exists prune ps ls list rm stop" -l default-mounts-file -d 'Accepted to be refused: a file of mounts that every container would get' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand pod; and not __fish_seen_subcommand_from exists prune ps ls list rm stop" -l hooks-dir -d 'Accepted to be refused: programs that the runtime would call' -r
complete -c coracle -n "__fish_coracle_using_subcommand pod; and not __fish_seen_subcommand_from exists prune ps ls list rm stop" -l out -d 'Write to this file what goes to standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand pod; and not __fish_seen_subcommand_from exists prune ps ls list rm stop" -l root -d 'Directory for images and containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand pod; and not __fish_seen_subcommand_from exists prune ps ls list rm stop" -l runroot -d 'Directory for the state of running containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand pod; and not __fish_seen_subcommand_from exists prune ps ls list rm stop" -l runtime -d 'Accepted for compatibility: the runtime is built in' -r
complete -c coracle -n "__fish_coracle_using_subcommand pod; and not __fish_seen_subcommand_from exists prune ps ls list rm stop" -l runtime-flag -d 'Accepted for compatibility, as --runtime' -r
complete -c coracle -n "__fish_coracle_using_subcommand pod; and not __fish_seen_subcommand_from exists prune ps ls list rm stop" -l storage-driver -d 'Accepted for compatibility; there is one storage driver' -r
complete -c coracle -n "__fish_coracle_using_subcommand pod; and not __fish_seen_subcommand_from exists prune ps ls list rm stop" -l storage-opt -d 'How new containers\' files are served: union.plan=userspace, hybrid or direct' -r
complete -c coracle -n "__fish_coracle_using_subcommand pod; and not __fish_seen_subcommand_from exists prune ps ls list rm stop" -l noout -d 'Write nothing to standard output'
complete -c coracle -n "__fish_coracle_using_subcommand pod; and not __fish_seen_subcommand_from exists prune ps ls list rm stop" -l syslog -d 'Accepted for compatibility: messages go to standard error'
complete -c coracle -n "__fish_coracle_using_subcommand pod; and not __fish_seen_subcommand_from exists prune ps ls list rm stop" -s h -l help -d 'Print help'
complete -c coracle -n "__fish_coracle_using_subcommand pod; and not __fish_seen_subcommand_from exists prune ps ls list rm stop" -f -a "exists" -d 'Say with the exit status whether it is there'
complete -c coracle -n "__fish_coracle_using_subcommand pod; and not __fish_seen_subcommand_from exists prune ps ls list rm stop" -f -a "prune" -d 'Remove all that nobody uses'
complete -c coracle -n "__fish_coracle_using_subcommand pod; and not __fish_seen_subcommand_from exists prune ps ls list rm stop" -f -a "ps" -d 'List what there is'
complete -c coracle -n "__fish_coracle_using_subcommand pod; and not __fish_seen_subcommand_from exists prune ps ls list rm stop" -f -a "ls" -d 'List what there is'
complete -c coracle -n "__fish_coracle_using_subcommand pod; and not __fish_seen_subcommand_from exists prune ps ls list rm stop" -f -a "list" -d 'List what there is'
complete -c coracle -n "__fish_coracle_using_subcommand pod; and not __fish_seen_subcommand_from exists prune ps ls list rm stop" -f -a "rm" -d 'Remove or stop what is named'
complete -c coracle -n "__fish_coracle_using_subcommand pod; and not __fish_seen_subcommand_from exists prune ps ls list rm stop" -f -a "stop" -d 'Remove or stop what is named'
complete -c coracle -n "__fish_coracle_using_subcommand pod; and __fish_seen_subcommand_from exists" -l log-level -d 'Log messages at and above this level to standard error' -r -f -a "trace\t''
debug\t''
info\t''
warn\t''
error\t''"
complete -c coracle -n "__fish_coracle_using_subcommand pod; and __fish_seen_subcommand_from exists" -l events-backend -d 'Accepted for compatibility; events are kept in files' -r -f -a "file\t''"
complete -c coracle -n "__fish_coracle_using_subcommand pod; and __fish_seen_subcommand_from exists" -l default-mounts-file -d 'Accepted to be refused: a file of mounts that every container would get' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand pod; and __fish_seen_subcommand_from exists" -l hooks-dir -d 'Accepted to be refused: programs that the runtime would call' -r
complete -c coracle -n "__fish_coracle_using_subcommand pod; and __fish_seen_subcommand_from exists" -l out -d 'Write to this file what goes to standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand pod; and __fish_seen_subcommand_from exists" -l root -d 'Directory for images and containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand pod; and __fish_seen_subcommand_from exists" -l runroot -d 'Directory for the state of running containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand pod; and __fish_seen_subcommand_from exists" -l runtime -d 'Accepted for compatibility: the runtime is built in' -r
complete -c coracle -n "__fish_coracle_using_subcommand pod; and __fish_seen_subcommand_from exists" -l runtime-flag -d 'Accepted for compatibility, as --runtime' -r
complete -c coracle -n "__fish_coracle_using_subcommand pod; and __fish_seen_subcommand_from exists" -l storage-driver -d 'Accepted for compatibility; there is one storage driver' -r
complete -c coracle -n "__fish_coracle_using_subcommand pod; and __fish_seen_subcommand_from exists" -l storage-opt -d 'How new containers\' files are served: union.plan=userspace, hybrid or direct' -r
complete -c coracle -n "__fish_coracle_using_subcommand pod; and __fish_seen_subcommand_from exists" -l noout -d 'Write nothing to standard output'
complete -c coracle -n "__fish_coracle_using_subcommand pod; and __fish_seen_subcommand_from exists" -l syslog -d 'Accepted for compatibility: messages go to standard error'
complete -c coracle -n "__fish_coracle_using_subcommand pod; and __fish_seen_subcommand_from exists" -s h -l help -d 'Print help'
complete -c coracle -n "__fish_coracle_using_subcommand pod; and __fish_seen_subcommand_from prune" -l log-level -d 'Log messages at and above this level to standard error' -r -f -a "trace\t''
debug\t''
info\t''
warn\t''
error\t''"
complete -c coracle -n "__fish_coracle_using_subcommand pod; and __fish_seen_subcommand_from prune" -l events-backend -d 'Accepted for compatibility; events are kept in files' -r -f -a "file\t''"
complete -c coracle -n "__fish_coracle_using_subcommand pod; and __fish_seen_subcommand_from prune" -l default-mounts-file -d 'Accepted to be refused: a file of mounts that every container would get' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand pod; and __fish_seen_subcommand_from prune" -l hooks-dir -d 'Accepted to be refused: programs that the runtime would call' -r
complete -c coracle -n "__fish_coracle_using_subcommand pod; and __fish_seen_subcommand_from prune" -l out -d 'Write to this file what goes to standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand pod; and __fish_seen_subcommand_from prune" -l root -d 'Directory for images and containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand pod; and __fish_seen_subcommand_from prune" -l runroot -d 'Directory for the state of running containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand pod; and __fish_seen_subcommand_from prune" -l runtime -d 'Accepted for compatibility: the runtime is built in' -r
complete -c coracle -n "__fish_coracle_using_subcommand pod; and __fish_seen_subcommand_from prune" -l runtime-flag -d 'Accepted for compatibility, as --runtime' -r
complete -c coracle -n "__fish_coracle_using_subcommand pod; and __fish_seen_subcommand_from prune" -l storage-driver -d 'Accepted for compatibility; there is one storage driver' -r
complete -c coracle -n "__fish_coracle_using_subcommand pod; and __fish_seen_subcommand_from prune" -l storage-opt -d 'How new containers\' files are served: union.plan=userspace, hybrid or direct' -r
complete -c coracle -n "__fish_coracle_using_subcommand pod; and __fish_seen_subcommand_from prune" -l filter -d 'Remove what matches' -r
complete -c coracle -n "__fish_coracle_using_subcommand pod; and __fish_seen_subcommand_from prune" -l noout -d 'Write nothing to standard output'
complete -c coracle -n "__fish_coracle_using_subcommand pod; and __fish_seen_subcommand_from prune" -l syslog -d 'Accepted for compatibility: messages go to standard error'
complete -c coracle -n "__fish_coracle_using_subcommand pod; and __fish_seen_subcommand_from prune" -s f -l force -d 'Do not ask'
complete -c coracle -n "__fish_coracle_using_subcommand pod; and __fish_seen_subcommand_from prune" -s h -l help -d 'Print help'
complete -c coracle -n "__fish_coracle_using_subcommand pod; and __fish_seen_subcommand_from ps" -l log-level -d 'Log messages at and above this level to standard error' -r -f -a "trace\t''
debug\t''
info\t''
warn\t''
error\t''"
complete -c coracle -n "__fish_coracle_using_subcommand pod; and __fish_seen_subcommand_from ps" -l events-backend -d 'Accepted for compatibility; events are kept in files' -r -f -a "file\t''"
complete -c coracle -n "__fish_coracle_using_subcommand pod; and __fish_seen_subcommand_from ps" -l default-mounts-file -d 'Accepted to be refused: a file of mounts that every container would get' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand pod; and __fish_seen_subcommand_from ps" -l hooks-dir -d 'Accepted to be refused: programs that the runtime would call' -r
complete -c coracle -n "__fish_coracle_using_subcommand pod; and __fish_seen_subcommand_from ps" -l out -d 'Write to this file what goes to standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand pod; and __fish_seen_subcommand_from ps" -l root -d 'Directory for images and containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand pod; and __fish_seen_subcommand_from ps" -l runroot -d 'Directory for the state of running containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand pod; and __fish_seen_subcommand_from ps" -l runtime -d 'Accepted for compatibility: the runtime is built in' -r
complete -c coracle -n "__fish_coracle_using_subcommand pod; and __fish_seen_subcommand_from ps" -l runtime-flag -d 'Accepted for compatibility, as --runtime' -r
complete -c coracle -n "__fish_coracle_using_subcommand pod; and __fish_seen_subcommand_from ps" -l storage-driver -d 'Accepted for compatibility; there is one storage driver' -r
complete -c coracle -n "__fish_coracle_using_subcommand pod; and __fish_seen_subcommand_from ps" -l storage-opt -d 'How new containers\' files are served: union.plan=userspace, hybrid or direct' -r
complete -c coracle -n "__fish_coracle_using_subcommand pod; and __fish_seen_subcommand_from ps" -s f -l filter -d 'Show what matches' -r
complete -c coracle -n "__fish_coracle_using_subcommand pod; and __fish_seen_subcommand_from ps" -l format -d 'Print as json or with a Go template' -r
complete -c coracle -n "__fish_coracle_using_subcommand pod; and __fish_seen_subcommand_from ps" -l noout -d 'Write nothing to standard output'
complete -c coracle -n "__fish_coracle_using_subcommand pod; and __fish_seen_subcommand_from ps" -l syslog -d 'Accepted for compatibility: messages go to standard error'
complete -c coracle -n "__fish_coracle_using_subcommand pod; and __fish_seen_subcommand_from ps" -l no-trunc -d 'Show whole IDs'
complete -c coracle -n "__fish_coracle_using_subcommand pod; and __fish_seen_subcommand_from ps" -s n -l noheading -d 'Leave the heading out'
complete -c coracle -n "__fish_coracle_using_subcommand pod; and __fish_seen_subcommand_from ps" -s q -l quiet -d 'Show IDs only'
complete -c coracle -n "__fish_coracle_using_subcommand pod; and __fish_seen_subcommand_from ps" -s h -l help -d 'Print help'
complete -c coracle -n "__fish_coracle_using_subcommand pod; and __fish_seen_subcommand_from ls" -l log-level -d 'Log messages at and above this level to standard error' -r -f -a "trace\t''
debug\t''
info\t''
warn\t''
error\t''"
complete -c coracle -n "__fish_coracle_using_subcommand pod; and __fish_seen_subcommand_from ls" -l events-backend -d 'Accepted for compatibility; events are kept in files' -r -f -a "file\t''"
complete -c coracle -n "__fish_coracle_using_subcommand pod; and __fish_seen_subcommand_from ls" -l default-mounts-file -d 'Accepted to be refused: a file of mounts that every container would get' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand pod; and __fish_seen_subcommand_from ls" -l hooks-dir -d 'Accepted to be refused: programs that the runtime would call' -r
complete -c coracle -n "__fish_coracle_using_subcommand pod; and __fish_seen_subcommand_from ls" -l out -d 'Write to this file what goes to standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand pod; and __fish_seen_subcommand_from ls" -l root -d 'Directory for images and containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand pod; and __fish_seen_subcommand_from ls" -l runroot -d 'Directory for the state of running containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand pod; and __fish_seen_subcommand_from ls" -l runtime -d 'Accepted for compatibility: the runtime is built in' -r
complete -c coracle -n "__fish_coracle_using_subcommand pod; and __fish_seen_subcommand_from ls" -l runtime-flag -d 'Accepted for compatibility, as --runtime' -r
complete -c coracle -n "__fish_coracle_using_subcommand pod; and __fish_seen_subcommand_from ls" -l storage-driver -d 'Accepted for compatibility; there is one storage driver' -r
complete -c coracle -n "__fish_coracle_using_subcommand pod; and __fish_seen_subcommand_from ls" -l storage-opt -d 'How new containers\' files are served: union.plan=userspace, hybrid or direct' -r
complete -c coracle -n "__fish_coracle_using_subcommand pod; and __fish_seen_subcommand_from ls" -s f -l filter -d 'Show what matches' -r
complete -c coracle -n "__fish_coracle_using_subcommand pod; and __fish_seen_subcommand_from ls" -l format -d 'Print as json or with a Go template' -r
complete -c coracle -n "__fish_coracle_using_subcommand pod; and __fish_seen_subcommand_from ls" -l noout -d 'Write nothing to standard output'
complete -c coracle -n "__fish_coracle_using_subcommand pod; and __fish_seen_subcommand_from ls" -l syslog -d 'Accepted for compatibility: messages go to standard error'
complete -c coracle -n "__fish_coracle_using_subcommand pod; and __fish_seen_subcommand_from ls" -l no-trunc -d 'Show whole IDs'
complete -c coracle -n "__fish_coracle_using_subcommand pod; and __fish_seen_subcommand_from ls" -s n -l noheading -d 'Leave the heading out'
complete -c coracle -n "__fish_coracle_using_subcommand pod; and __fish_seen_subcommand_from ls" -s q -l quiet -d 'Show IDs only'
complete -c coracle -n "__fish_coracle_using_subcommand pod; and __fish_seen_subcommand_from ls" -s h -l help -d 'Print help'
complete -c coracle -n "__fish_coracle_using_subcommand pod; and __fish_seen_subcommand_from list" -l log-level -d 'Log messages at and above this level to standard error' -r -f -a "trace\t''
debug\t''
info\t''
warn\t''
error\t''"
complete -c coracle -n "__fish_coracle_using_subcommand pod; and __fish_seen_subcommand_from list" -l events-backend -d 'Accepted for compatibility; events are kept in files' -r -f -a "file\t''"
complete -c coracle -n "__fish_coracle_using_subcommand pod; and __fish_seen_subcommand_from list" -l default-mounts-file -d 'Accepted to be refused: a file of mounts that every container would get' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand pod; and __fish_seen_subcommand_from list" -l hooks-dir -d 'Accepted to be refused: programs that the runtime would call' -r
complete -c coracle -n "__fish_coracle_using_subcommand pod; and __fish_seen_subcommand_from list" -l out -d 'Write to this file what goes to standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand pod; and __fish_seen_subcommand_from list" -l root -d 'Directory for images and containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand pod; and __fish_seen_subcommand_from list" -l runroot -d 'Directory for the state of running containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand pod; and __fish_seen_subcommand_from list" -l runtime -d 'Accepted for compatibility: the runtime is built in' -r
complete -c coracle -n "__fish_coracle_using_subcommand pod; and __fish_seen_subcommand_from list" -l runtime-flag -d 'Accepted for compatibility, as --runtime' -r
complete -c coracle -n "__fish_coracle_using_subcommand pod; and __fish_seen_subcommand_from list" -l storage-driver -d 'Accepted for compatibility; there is one storage driver' -r
complete -c coracle -n "__fish_coracle_using_subcommand pod; and __fish_seen_subcommand_from list" -l storage-opt -d 'How new containers\' files are served: union.plan=userspace, hybrid or direct' -r
complete -c coracle -n "__fish_coracle_using_subcommand pod; and __fish_seen_subcommand_from list" -s f -l filter -d 'Show what matches' -r
complete -c coracle -n "__fish_coracle_using_subcommand pod; and __fish_seen_subcommand_from list" -l format -d 'Print as json or with a Go template' -r
complete -c coracle -n "__fish_coracle_using_subcommand pod; and __fish_seen_subcommand_from list" -l noout -d 'Write nothing to standard output'
complete -c coracle -n "__fish_coracle_using_subcommand pod; and __fish_seen_subcommand_from list" -l syslog -d 'Accepted for compatibility: messages go to standard error'
complete -c coracle -n "__fish_coracle_using_subcommand pod; and __fish_seen_subcommand_from list" -l no-trunc -d 'Show whole IDs'
complete -c coracle -n "__fish_coracle_using_subcommand pod; and __fish_seen_subcommand_from list" -s n -l noheading -d 'Leave the heading out'
complete -c coracle -n "__fish_coracle_using_subcommand pod; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Show IDs only'
complete -c coracle -n "__fish_coracle_using_subcommand pod; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c coracle -n "__fish_coracle_using_subcommand pod; and __fish_seen_subcommand_from rm" -l log-level -d 'Log messages at and above this level to standard error' -r -f -a "trace\t''
debug\t''
info\t''
warn\t''
error\t''"
complete -c coracle -n "__fish_coracle_using_subcommand pod; and __fish_seen_subcommand_from rm" -l events-backend -d 'Accepted for compatibility; events are kept in files' -r -f -a "file\t''"
complete -c coracle -n "__fish_coracle_using_subcommand pod; and __fish_seen_subcommand_from rm" -l default-mounts-file -d 'Accepted to be refused: a file of mounts that every container would get' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand pod; and __fish_seen_subcommand_from rm" -l hooks-dir -d 'Accepted to be refused: programs that the runtime would call' -r
complete -c coracle -n "__fish_coracle_using_subcommand pod; and __fish_seen_subcommand_from rm" -l out -d 'Write to this file what goes to standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand pod; and __fish_seen_subcommand_from rm" -l root -d 'Directory for images and containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand pod; and __fish_seen_subcommand_from rm" -l runroot -d 'Directory for the state of running containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand pod; and __fish_seen_subcommand_from rm" -l runtime -d 'Accepted for compatibility: the runtime is built in' -r
complete -c coracle -n "__fish_coracle_using_subcommand pod; and __fish_seen_subcommand_from rm" -l runtime-flag -d 'Accepted for compatibility, as --runtime' -r
complete -c coracle -n "__fish_coracle_using_subcommand pod; and __fish_seen_subcommand_from rm" -l storage-driver -d 'Accepted for compatibility; there is one storage driver' -r
complete -c coracle -n "__fish_coracle_using_subcommand pod; and __fish_seen_subcommand_from rm" -l storage-opt -d 'How new containers\' files are served: union.plan=userspace, hybrid or direct' -r
complete -c coracle -n "__fish_coracle_using_subcommand pod; and __fish_seen_subcommand_from rm" -s t -l time -d 'Seconds to wait before containers are killed' -r
complete -c coracle -n "__fish_coracle_using_subcommand pod; and __fish_seen_subcommand_from rm" -l noout -d 'Write nothing to standard output'
complete -c coracle -n "__fish_coracle_using_subcommand pod; and __fish_seen_subcommand_from rm" -l syslog -d 'Accepted for compatibility: messages go to standard error'
complete -c coracle -n "__fish_coracle_using_subcommand pod; and __fish_seen_subcommand_from rm" -s a -l all -d 'All of them'
complete -c coracle -n "__fish_coracle_using_subcommand pod; and __fish_seen_subcommand_from rm" -s f -l force -d 'Those that are in use as well'
complete -c coracle -n "__fish_coracle_using_subcommand pod; and __fish_seen_subcommand_from rm" -s i -l ignore -d 'What is not there is no error'
complete -c coracle -n "__fish_coracle_using_subcommand pod; and __fish_seen_subcommand_from rm" -s h -l help -d 'Print help'
complete -c coracle -n "__fish_coracle_using_subcommand pod; and __fish_seen_subcommand_from stop" -l log-level -d 'Log messages at and above this level to standard error' -r -f -a "trace\t''
debug\t''
info\t''
warn\t''
error\t''"
complete -c coracle -n "__fish_coracle_using_subcommand pod; and __fish_seen_subcommand_from stop" -l events-backend -d 'Accepted for compatibility; events are kept in files' -r -f -a "file\t''"
complete -c coracle -n "__fish_coracle_using_subcommand pod; and __fish_seen_subcommand_from stop" -l default-mounts-file -d 'Accepted to be refused: a file of mounts that every container would get' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand pod; and __fish_seen_subcommand_from stop" -l hooks-dir -d 'Accepted to be refused: programs that the runtime would call' -r
complete -c coracle -n "__fish_coracle_using_subcommand pod; and __fish_seen_subcommand_from stop" -l out -d 'Write to this file what goes to standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand pod; and __fish_seen_subcommand_from stop" -l root -d 'Directory for images and containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand pod; and __fish_seen_subcommand_from stop" -l runroot -d 'Directory for the state of running containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand pod; and __fish_seen_subcommand_from stop" -l runtime -d 'Accepted for compatibility: the runtime is built in' -r
complete -c coracle -n "__fish_coracle_using_subcommand pod; and __fish_seen_subcommand_from stop" -l runtime-flag -d 'Accepted for compatibility, as --runtime' -r
complete -c coracle -n "__fish_coracle_using_subcommand pod; and __fish_seen_subcommand_from stop" -l storage-driver -d 'Accepted for compatibility; there is one storage driver' -r
complete -c coracle -n "__fish_coracle_using_subcommand pod; and __fish_seen_subcommand_from stop" -l storage-opt -d 'How new containers\' files are served: union.plan=userspace, hybrid or direct' -r
complete -c coracle -n "__fish_coracle_using_subcommand pod; and __fish_seen_subcommand_from stop" -s t -l time -d 'Seconds to wait before containers are killed' -r
complete -c coracle -n "__fish_coracle_using_subcommand pod; and __fish_seen_subcommand_from stop" -l noout -d 'Write nothing to standard output'
complete -c coracle -n "__fish_coracle_using_subcommand pod; and __fish_seen_subcommand_from stop" -l syslog -d 'Accepted for compatibility: messages go to standard error'
complete -c coracle -n "__fish_coracle_using_subcommand pod; and __fish_seen_subcommand_from stop" -s a -l all -d 'All of them'
complete -c coracle -n "__fish_coracle_using_subcommand pod; and __fish_seen_subcommand_from stop" -s f -l force -d 'Those that are in use as well'
complete -c coracle -n "__fish_coracle_using_subcommand pod; and __fish_seen_subcommand_from stop" -s i -l ignore -d 'What is not there is no error'
complete -c coracle -n "__fish_coracle_using_subcommand pod; and __fish_seen_subcommand_from stop" -s h -l help -d 'Print help'
complete -c coracle -n "__fish_coracle_using_subcommand port" -l log-level -d 'Log messages at and above this level to standard error' -r -f -a "trace\t''
debug\t''
info\t''
warn\t''
error\t''"
complete -c coracle -n "__fish_coracle_using_subcommand port" -l events-backend -d 'Accepted for compatibility; events are kept in files' -r -f -a "file\t''"
complete -c coracle -n "__fish_coracle_using_subcommand port" -l default-mounts-file -d 'Accepted to be refused: a file of mounts that every container would get' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand port" -l hooks-dir -d 'Accepted to be refused: programs that the runtime would call' -r
complete -c coracle -n "__fish_coracle_using_subcommand port" -l out -d 'Write to this file what goes to standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand port" -l root -d 'Directory for images and containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand port" -l runroot -d 'Directory for the state of running containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand port" -l runtime -d 'Accepted for compatibility: the runtime is built in' -r
complete -c coracle -n "__fish_coracle_using_subcommand port" -l runtime-flag -d 'Accepted for compatibility, as --runtime' -r
complete -c coracle -n "__fish_coracle_using_subcommand port" -l storage-driver -d 'Accepted for compatibility; there is one storage driver' -r
complete -c coracle -n "__fish_coracle_using_subcommand port" -l storage-opt -d 'How new containers\' files are served: union.plan=userspace, hybrid or direct' -r
complete -c coracle -n "__fish_coracle_using_subcommand port" -l noout -d 'Write nothing to standard output'
complete -c coracle -n "__fish_coracle_using_subcommand port" -l syslog -d 'Accepted for compatibility: messages go to standard error'
complete -c coracle -n "__fish_coracle_using_subcommand port" -s a -l all -d 'Show the ports of all containers'
complete -c coracle -n "__fish_coracle_using_subcommand port" -s l -l latest -d 'Use the container that was made last'
complete -c coracle -n "__fish_coracle_using_subcommand port" -s h -l help -d 'Print help'
complete -c coracle -n "__fish_coracle_using_subcommand ps" -l log-level -d 'Log messages at and above this level to standard error' -r -f -a "trace\t''
debug\t''
info\t''
warn\t''
error\t''"
complete -c coracle -n "__fish_coracle_using_subcommand ps" -l events-backend -d 'Accepted for compatibility; events are kept in files' -r -f -a "file\t''"
complete -c coracle -n "__fish_coracle_using_subcommand ps" -l default-mounts-file -d 'Accepted to be refused: a file of mounts that every container would get' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand ps" -l hooks-dir -d 'Accepted to be refused: programs that the runtime would call' -r
complete -c coracle -n "__fish_coracle_using_subcommand ps" -l out -d 'Write to this file what goes to standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand ps" -l root -d 'Directory for images and containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand ps" -l runroot -d 'Directory for the state of running containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand ps" -l runtime -d 'Accepted for compatibility: the runtime is built in' -r
complete -c coracle -n "__fish_coracle_using_subcommand ps" -l runtime-flag -d 'Accepted for compatibility, as --runtime' -r
complete -c coracle -n "__fish_coracle_using_subcommand ps" -l storage-driver -d 'Accepted for compatibility; there is one storage driver' -r
complete -c coracle -n "__fish_coracle_using_subcommand ps" -l storage-opt -d 'How new containers\' files are served: union.plan=userspace, hybrid or direct' -r
complete -c coracle -n "__fish_coracle_using_subcommand ps" -s f -l filter -d 'Show only containers that match, such as name=web or status=exited' -r
complete -c coracle -n "__fish_coracle_using_subcommand ps" -l format -d 'Print as json, as a table, or with a Go template' -r
complete -c coracle -n "__fish_coracle_using_subcommand ps" -s n -l last -d 'Show the N newest containers, whatever their state' -r
complete -c coracle -n "__fish_coracle_using_subcommand ps" -l sort -d 'Sort by created, command, id, image, names, runningfor, size or status' -r
complete -c coracle -n "__fish_coracle_using_subcommand ps" -s w -l watch -d 'Show the list again every so many seconds' -r
complete -c coracle -n "__fish_coracle_using_subcommand ps" -l noout -d 'Write nothing to standard output'
complete -c coracle -n "__fish_coracle_using_subcommand ps" -l syslog -d 'Accepted for compatibility: messages go to standard error'
complete -c coracle -n "__fish_coracle_using_subcommand ps" -s a -l all -d 'Show all containers, not only those that run'
complete -c coracle -n "__fish_coracle_using_subcommand ps" -l external -d 'Accepted for compatibility; there are no containers of other engines in the store'
complete -c coracle -n "__fish_coracle_using_subcommand ps" -s l -l latest -d 'Show the newest container, whatever its state'
complete -c coracle -n "__fish_coracle_using_subcommand ps" -l namespace -l ns -d 'Show the namespaces of the containers, by number'
complete -c coracle -n "__fish_coracle_using_subcommand ps" -l no-trunc -d 'Do not shorten IDs and commands'
complete -c coracle -n "__fish_coracle_using_subcommand ps" -l noheading -d 'Print no heading'
complete -c coracle -n "__fish_coracle_using_subcommand ps" -s p -l pod -d 'Show the pods of the containers'
complete -c coracle -n "__fish_coracle_using_subcommand ps" -s q -l quiet -d 'Print only IDs'
complete -c coracle -n "__fish_coracle_using_subcommand ps" -s s -l size -d 'Show how much the containers take on disk'
complete -c coracle -n "__fish_coracle_using_subcommand ps" -l sync -d 'Accepted for compatibility; what is shown is always the truth'
complete -c coracle -n "__fish_coracle_using_subcommand ps" -s h -l help -d 'Print help'
complete -c coracle -n "__fish_coracle_using_subcommand pull" -l log-level -d 'Log messages at and above this level to standard error' -r -f -a "trace\t''
debug\t''
info\t''
warn\t''
error\t''"
complete -c coracle -n "__fish_coracle_using_subcommand pull" -l events-backend -d 'Accepted for compatibility; events are kept in files' -r -f -a "file\t''"
complete -c coracle -n "__fish_coracle_using_subcommand pull" -l default-mounts-file -d 'Accepted to be refused: a file of mounts that every container would get' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand pull" -l hooks-dir -d 'Accepted to be refused: programs that the runtime would call' -r
complete -c coracle -n "__fish_coracle_using_subcommand pull" -l out -d 'Write to this file what goes to standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand pull" -l root -d 'Directory for images and containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand pull" -l runroot -d 'Directory for the state of running containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand pull" -l runtime -d 'Accepted for compatibility: the runtime is built in' -r
complete -c coracle -n "__fish_coracle_using_subcommand pull" -l runtime-flag -d 'Accepted for compatibility, as --runtime' -r
complete -c coracle -n "__fish_coracle_using_subcommand pull" -l storage-driver -d 'Accepted for compatibility; there is one storage driver' -r
complete -c coracle -n "__fish_coracle_using_subcommand pull" -l storage-opt -d 'How new containers\' files are served: union.plan=userspace, hybrid or direct' -r
complete -c coracle -n "__fish_coracle_using_subcommand pull" -l authfile -d 'Read credentials from this file' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand pull" -l cert-dir -d 'Read authorities and client certificates from this directory' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand pull" -l tls-verify -d 'Ask for HTTPS and a valid certificate; false allows plain HTTP' -r -f -a "true\t''
false\t''"
complete -c coracle -n "__fish_coracle_using_subcommand pull" -l creds -d 'Credentials for the registry' -r
complete -c coracle -n "__fish_coracle_using_subcommand pull" -l disable-content-trust -d 'Accepted for compatibility: content is verified by digest and by policy.json' -r -f -a "true\t''
false\t''"
complete -c coracle -n "__fish_coracle_using_subcommand pull" -l retry -d 'How often to try again (default: 3)' -r
complete -c coracle -n "__fish_coracle_using_subcommand pull" -l retry-delay -d 'Wait this long before the first time; each wait is twice the last one' -r
complete -c coracle -n "__fish_coracle_using_subcommand pull" -l arch -d 'Use the image for this processor architecture' -r
complete -c coracle -n "__fish_coracle_using_subcommand pull" -l os -d 'Use the image for this operating system' -r
complete -c coracle -n "__fish_coracle_using_subcommand pull" -l platform -d 'Use the image for this platform, OS/ARCH[/VARIANT]' -r
complete -c coracle -n "__fish_coracle_using_subcommand pull" -l policy -d 'When to pull the image' -r -f -a "always\t''
missing\t''
never\t''
newer\t''"
complete -c coracle -n "__fish_coracle_using_subcommand pull" -l variant -d 'Use the image for this variant of the architecture' -r
complete -c coracle -n "__fish_coracle_using_subcommand pull" -l noout -d 'Write nothing to standard output'
complete -c coracle -n "__fish_coracle_using_subcommand pull" -l syslog -d 'Accepted for compatibility: messages go to standard error'
complete -c coracle -n "__fish_coracle_using_subcommand pull" -s a -l all-tags -d 'Pull all tags of the repository'
complete -c coracle -n "__fish_coracle_using_subcommand pull" -s q -l quiet -d 'Show no progress'
complete -c coracle -n "__fish_coracle_using_subcommand pull" -s h -l help -d 'Print help'
complete -c coracle -n "__fish_coracle_using_subcommand push" -l log-level -d 'Log messages at and above this level to standard error' -r -f -a "trace\t''
debug\t''
info\t''
warn\t''
error\t''"
complete -c coracle -n "__fish_coracle_using_subcommand push" -l events-backend -d 'Accepted for compatibility; events are kept in files' -r -f -a "file\t''"
complete -c coracle -n "__fish_coracle_using_subcommand push" -l default-mounts-file -d 'Accepted to be refused: a file of mounts that every container would get' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand push" -l hooks-dir -d 'Accepted to be refused: programs that the runtime would call' -r
complete -c coracle -n "__fish_coracle_using_subcommand push" -l out -d 'Write to this file what goes to standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand push" -l root -d 'Directory for images and containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand push" -l runroot -d 'Directory for the state of running containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand push" -l runtime -d 'Accepted for compatibility: the runtime is built in' -r
complete -c coracle -n "__fish_coracle_using_subcommand push" -l runtime-flag -d 'Accepted for compatibility, as --runtime' -r
complete -c coracle -n "__fish_coracle_using_subcommand push" -l storage-driver -d 'Accepted for compatibility; there is one storage driver' -r
complete -c coracle -n "__fish_coracle_using_subcommand push" -l storage-opt -d 'How new containers\' files are served: union.plan=userspace, hybrid or direct' -r
complete -c coracle -n "__fish_coracle_using_subcommand push" -l authfile -d 'Read credentials from this file' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand push" -l cert-dir -d 'Read authorities and client certificates from this directory' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand push" -l tls-verify -d 'Ask for HTTPS and a valid certificate; false allows plain HTTP' -r -f -a "true\t''
false\t''"
complete -c coracle -n "__fish_coracle_using_subcommand push" -l creds -d 'Credentials for the registry' -r
complete -c coracle -n "__fish_coracle_using_subcommand push" -l disable-content-trust -d 'Accepted for compatibility: content is verified by digest and by policy.json' -r -f -a "true\t''
false\t''"
complete -c coracle -n "__fish_coracle_using_subcommand push" -l retry -d 'How often to try again (default: 3)' -r
complete -c coracle -n "__fish_coracle_using_subcommand push" -l retry-delay -d 'Wait this long before the first time; each wait is twice the last one' -r
complete -c coracle -n "__fish_coracle_using_subcommand push" -l compression-format -d 'Compress what is sent like this' -r -f -a "gzip\t''
zstd\t''
zstd:chunked\t'zstd, with a table by which pulls fetch only the files that are missing'"
complete -c coracle -n "__fish_coracle_using_subcommand push" -l compression-level -d 'Compress with this level' -r
complete -c coracle -n "__fish_coracle_using_subcommand push" -l digestfile -d 'Write the digest of the manifest to this file' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand push" -l force-compression -d 'Send a layer even if the registry has it in another compression; the default with --compression-format' -r -f -a "true\t''
false\t''"
complete -c coracle -n "__fish_coracle_using_subcommand push" -s f -l format -d 'The manifest\'s format; without it, the image\'s own' -r -f -a "oci\t'The OCI image specification'
v2s2\t'Docker\'s schema 2'"
complete -c coracle -n "__fish_coracle_using_subcommand push" -l noout -d 'Write nothing to standard output'
complete -c coracle -n "__fish_coracle_using_subcommand push" -l syslog -d 'Accepted for compatibility: messages go to standard error'
complete -c coracle -n "__fish_coracle_using_subcommand push" -s q -l quiet -d 'Show no progress'
complete -c coracle -n "__fish_coracle_using_subcommand push" -l remove-signatures -d 'Send no signatures; the store keeps none, so that there never are any'
complete -c coracle -n "__fish_coracle_using_subcommand push" -s h -l help -d 'Print help'
complete -c coracle -n "__fish_coracle_using_subcommand rename" -l log-level -d 'Log messages at and above this level to standard error' -r -f -a "trace\t''
debug\t''
info\t''
warn\t''
error\t''"
complete -c coracle -n "__fish_coracle_using_subcommand rename" -l events-backend -d 'Accepted for compatibility; events are kept in files' -r -f -a "file\t''"
complete -c coracle -n "__fish_coracle_using_subcommand rename" -l default-mounts-file -d 'Accepted to be refused: a file of mounts that every container would get' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand rename" -l hooks-dir -d 'Accepted to be refused: programs that the runtime would call' -r
complete -c coracle -n "__fish_coracle_using_subcommand rename" -l out -d 'Write to this file what goes to standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand rename" -l root -d 'Directory for images and containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand rename" -l runroot -d 'Directory for the state of running containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand rename" -l runtime -d 'Accepted for compatibility: the runtime is built in' -r
complete -c coracle -n "__fish_coracle_using_subcommand rename" -l runtime-flag -d 'Accepted for compatibility, as --runtime' -r
complete -c coracle -n "__fish_coracle_using_subcommand rename" -l storage-driver -d 'Accepted for compatibility; there is one storage driver' -r
complete -c coracle -n "__fish_coracle_using_subcommand rename" -l storage-opt -d 'How new containers\' files are served: union.plan=userspace, hybrid or direct' -r
complete -c coracle -n "__fish_coracle_using_subcommand rename" -l noout -d 'Write nothing to standard output'
complete -c coracle -n "__fish_coracle_using_subcommand rename" -l syslog -d 'Accepted for compatibility: messages go to standard error'
complete -c coracle -n "__fish_coracle_using_subcommand rename" -s h -l help -d 'Print help'
complete -c coracle -n "__fish_coracle_using_subcommand restart" -l log-level -d 'Log messages at and above this level to standard error' -r -f -a "trace\t''
debug\t''
info\t''
warn\t''
error\t''"
complete -c coracle -n "__fish_coracle_using_subcommand restart" -l events-backend -d 'Accepted for compatibility; events are kept in files' -r -f -a "file\t''"
complete -c coracle -n "__fish_coracle_using_subcommand restart" -l default-mounts-file -d 'Accepted to be refused: a file of mounts that every container would get' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand restart" -l hooks-dir -d 'Accepted to be refused: programs that the runtime would call' -r
complete -c coracle -n "__fish_coracle_using_subcommand restart" -l out -d 'Write to this file what goes to standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand restart" -l root -d 'Directory for images and containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand restart" -l runroot -d 'Directory for the state of running containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand restart" -l runtime -d 'Accepted for compatibility: the runtime is built in' -r
complete -c coracle -n "__fish_coracle_using_subcommand restart" -l runtime-flag -d 'Accepted for compatibility, as --runtime' -r
complete -c coracle -n "__fish_coracle_using_subcommand restart" -l storage-driver -d 'Accepted for compatibility; there is one storage driver' -r
complete -c coracle -n "__fish_coracle_using_subcommand restart" -l storage-opt -d 'How new containers\' files are served: union.plan=userspace, hybrid or direct' -r
complete -c coracle -n "__fish_coracle_using_subcommand restart" -s t -l time -l timeout -d 'Seconds to wait before the container is killed; the default is the container\'s own' -r
complete -c coracle -n "__fish_coracle_using_subcommand restart" -l cidfile -d 'Read a container\'s ID from a file' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand restart" -s f -l filter -d 'Choose containers that match, as in `coracle ps`' -r
complete -c coracle -n "__fish_coracle_using_subcommand restart" -l noout -d 'Write nothing to standard output'
complete -c coracle -n "__fish_coracle_using_subcommand restart" -l syslog -d 'Accepted for compatibility: messages go to standard error'
complete -c coracle -n "__fish_coracle_using_subcommand restart" -s a -l all -d 'Restart all containers, whether they run or not'
complete -c coracle -n "__fish_coracle_using_subcommand restart" -l running -d 'Restart all containers that run'
complete -c coracle -n "__fish_coracle_using_subcommand restart" -s l -l latest -d 'Use the container that was made last'
complete -c coracle -n "__fish_coracle_using_subcommand restart" -s h -l help -d 'Print help'
complete -c coracle -n "__fish_coracle_using_subcommand rm" -l log-level -d 'Log messages at and above this level to standard error' -r -f -a "trace\t''
debug\t''
info\t''
warn\t''
error\t''"
complete -c coracle -n "__fish_coracle_using_subcommand rm" -l events-backend -d 'Accepted for compatibility; events are kept in files' -r -f -a "file\t''"
complete -c coracle -n "__fish_coracle_using_subcommand rm" -l default-mounts-file -d 'Accepted to be refused: a file of mounts that every container would get' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand rm" -l hooks-dir -d 'Accepted to be refused: programs that the runtime would call' -r
complete -c coracle -n "__fish_coracle_using_subcommand rm" -l out -d 'Write to this file what goes to standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand rm" -l root -d 'Directory for images and containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand rm" -l runroot -d 'Directory for the state of running containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand rm" -l runtime -d 'Accepted for compatibility: the runtime is built in' -r
complete -c coracle -n "__fish_coracle_using_subcommand rm" -l runtime-flag -d 'Accepted for compatibility, as --runtime' -r
complete -c coracle -n "__fish_coracle_using_subcommand rm" -l storage-driver -d 'Accepted for compatibility; there is one storage driver' -r
complete -c coracle -n "__fish_coracle_using_subcommand rm" -l storage-opt -d 'How new containers\' files are served: union.plan=userspace, hybrid or direct' -r
complete -c coracle -n "__fish_coracle_using_subcommand rm" -l cidfile -d 'Read a container\'s ID from a file' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand rm" -l filter -d 'Remove containers that match, as in `coracle ps`' -r
complete -c coracle -n "__fish_coracle_using_subcommand rm" -s t -l time -d 'Seconds to wait before a container that runs is killed, with --force' -r
complete -c coracle -n "__fish_coracle_using_subcommand rm" -l noout -d 'Write nothing to standard output'
complete -c coracle -n "__fish_coracle_using_subcommand rm" -l syslog -d 'Accepted for compatibility: messages go to standard error'
complete -c coracle -n "__fish_coracle_using_subcommand rm" -s a -l all -d 'Remove all containers'
complete -c coracle -n "__fish_coracle_using_subcommand rm" -l depend -d 'Remove the containers that require this one as well'
complete -c coracle -n "__fish_coracle_using_subcommand rm" -s f -l force -d 'Stop containers that run first; a container that is not there is no error'
complete -c coracle -n "__fish_coracle_using_subcommand rm" -s i -l ignore -d 'A container that is not there is no error'
complete -c coracle -n "__fish_coracle_using_subcommand rm" -s l -l latest -d 'Use the container that was made last'
complete -c coracle -n "__fish_coracle_using_subcommand rm" -s v -l volumes -d 'Remove the container\'s anonymous volumes as well'
complete -c coracle -n "__fish_coracle_using_subcommand rm" -s h -l help -d 'Print help'
complete -c coracle -n "__fish_coracle_using_subcommand rmi" -l log-level -d 'Log messages at and above this level to standard error' -r -f -a "trace\t''
debug\t''
info\t''
warn\t''
error\t''"
complete -c coracle -n "__fish_coracle_using_subcommand rmi" -l events-backend -d 'Accepted for compatibility; events are kept in files' -r -f -a "file\t''"
complete -c coracle -n "__fish_coracle_using_subcommand rmi" -l default-mounts-file -d 'Accepted to be refused: a file of mounts that every container would get' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand rmi" -l hooks-dir -d 'Accepted to be refused: programs that the runtime would call' -r
complete -c coracle -n "__fish_coracle_using_subcommand rmi" -l out -d 'Write to this file what goes to standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand rmi" -l root -d 'Directory for images and containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand rmi" -l runroot -d 'Directory for the state of running containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand rmi" -l runtime -d 'Accepted for compatibility: the runtime is built in' -r
complete -c coracle -n "__fish_coracle_using_subcommand rmi" -l runtime-flag -d 'Accepted for compatibility, as --runtime' -r
complete -c coracle -n "__fish_coracle_using_subcommand rmi" -l storage-driver -d 'Accepted for compatibility; there is one storage driver' -r
complete -c coracle -n "__fish_coracle_using_subcommand rmi" -l storage-opt -d 'How new containers\' files are served: union.plan=userspace, hybrid or direct' -r
complete -c coracle -n "__fish_coracle_using_subcommand rmi" -l noout -d 'Write nothing to standard output'
complete -c coracle -n "__fish_coracle_using_subcommand rmi" -l syslog -d 'Accepted for compatibility: messages go to standard error'
complete -c coracle -n "__fish_coracle_using_subcommand rmi" -s a -l all -d 'Remove all images'
complete -c coracle -n "__fish_coracle_using_subcommand rmi" -s f -l force -d 'Remove containers that use the image, and all names of an image that is named by its ID'
complete -c coracle -n "__fish_coracle_using_subcommand rmi" -s i -l ignore -d 'An image that is not there is no error'
complete -c coracle -n "__fish_coracle_using_subcommand rmi" -l no-prune -d 'Keep parents without a name'
complete -c coracle -n "__fish_coracle_using_subcommand rmi" -s h -l help -d 'Print help'
complete -c coracle -n "__fish_coracle_using_subcommand run" -l log-level -d 'Log messages at and above this level to standard error' -r -f -a "trace\t''
debug\t''
info\t''
warn\t''
error\t''"
complete -c coracle -n "__fish_coracle_using_subcommand run" -l events-backend -d 'Accepted for compatibility; events are kept in files' -r -f -a "file\t''"
complete -c coracle -n "__fish_coracle_using_subcommand run" -l default-mounts-file -d 'Accepted to be refused: a file of mounts that every container would get' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand run" -l hooks-dir -d 'Accepted to be refused: programs that the runtime would call' -r
complete -c coracle -n "__fish_coracle_using_subcommand run" -l out -d 'Write to this file what goes to standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand run" -l root -d 'Directory for images and containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand run" -l runroot -d 'Directory for the state of running containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand run" -l runtime -d 'Accepted for compatibility: the runtime is built in' -r
complete -c coracle -n "__fish_coracle_using_subcommand run" -l runtime-flag -d 'Accepted for compatibility, as --runtime' -r
complete -c coracle -n "__fish_coracle_using_subcommand run" -l storage-driver -d 'Accepted for compatibility; there is one storage driver' -r
complete -c coracle -n "__fish_coracle_using_subcommand run" -l storage-opt -d 'How new containers\' files are served: union.plan=userspace, hybrid or direct' -r
complete -c coracle -n "__fish_coracle_using_subcommand run" -s a -l attach -d 'Attach to standard input, output or errors only' -r -f -a "stdin\t''
stdout\t''
stderr\t''"
complete -c coracle -n "__fish_coracle_using_subcommand run" -l annotation -d 'Set an annotation' -r
complete -c coracle -n "__fish_coracle_using_subcommand run" -l arch -d 'Use the image for this processor architecture' -r
complete -c coracle -n "__fish_coracle_using_subcommand run" -l cidfile -d 'Write the container\'s ID to a file' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand run" -l conmon-pidfile -d 'Write the number of the container\'s monitor to a file' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand run" -l detach-keys -d 'Keys that end the session and leave the container running; nothing turns them off (default: ctrl-p,ctrl-q)' -r
complete -c coracle -n "__fish_coracle_using_subcommand run" -l init -d 'Run an init process that forwards signals and reaps processes' -r -f -a "true\t''
false\t''"
complete -c coracle -n "__fish_coracle_using_subcommand run" -l init-path -d 'With --init, use this program of the host for it, and not the engine\'s own' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand run" -s l -l label -d 'Set a label' -r
complete -c coracle -n "__fish_coracle_using_subcommand run" -l label-file -d 'Read labels from a file, one on each line' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand run" -l log-driver -d 'Where the output is kept (default: k8s-file)' -r -f -a "k8s-file\t'In a file, line by line, with stream and time'
json-file\t'The same by Docker\'s name, in the same format'
journald\t'In the system\'s journal'
none\t'Nowhere'
passthrough\t'Nowhere: the container writes to the caller\'s own streams, which are no terminal'
passthrough-tty\t'The same, on a terminal too'"
complete -c coracle -n "__fish_coracle_using_subcommand run" -l log-opt -d 'Options of the log driver: path=FILE, max-size=SIZE, max-file=NUMBER; for the journal tag=NAME, label=KEY=VALUE' -r
complete -c coracle -n "__fish_coracle_using_subcommand run" -l name -d 'Name the container' -r
complete -c coracle -n "__fish_coracle_using_subcommand run" -l os -d 'Use the image for this operating system' -r
complete -c coracle -n "__fish_coracle_using_subcommand run" -l pidfile -d 'Write the number of the container\'s first process to a file' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand run" -l platform -d 'Use the image for this platform, OS/ARCH[/VARIANT]' -r
complete -c coracle -n "__fish_coracle_using_subcommand run" -l pull -d 'When to pull the image (default: missing)' -r -f -a "always\t''
missing\t''
never\t''
newer\t''"
complete -c coracle -n "__fish_coracle_using_subcommand run" -l requires -d 'Start these containers before this one, and keep them from being removed before it' -r
complete -c coracle -n "__fish_coracle_using_subcommand run" -l restart -d 'When to start the container again: no, on-failure[:RETRIES], always or unless-stopped' -r
complete -c coracle -n "__fish_coracle_using_subcommand run" -l sig-proxy -d 'Pass signals on to the container' -r -f -a "true\t''
false\t''"
complete -c coracle -n "__fish_coracle_using_subcommand run" -l stop-signal -d 'Signal that stops the container' -r
complete -c coracle -n "__fish_coracle_using_subcommand run" -l stop-timeout -d 'Seconds to wait before a stopping container is killed (default: 10)' -r
complete -c coracle -n "__fish_coracle_using_subcommand run" -l timeout -d 'Kill the container when it has run for so many seconds, 0 for never' -r
complete -c coracle -n "__fish_coracle_using_subcommand run" -l variant -d 'Use the image for this variant of the architecture' -r
complete -c coracle -n "__fish_coracle_using_subcommand run" -l preserve-fd -d 'Hand down these descriptors too, by number' -r
complete -c coracle -n "__fish_coracle_using_subcommand run" -l preserve-fds -d 'Hand down N more descriptors, from 3 on' -r
complete -c coracle -n "__fish_coracle_using_subcommand run" -l entrypoint -d 'Run this instead of the image\'s entrypoint; a JSON array may give it arguments' -r
complete -c coracle -n "__fish_coracle_using_subcommand run" -s e -l env -d 'Set a variable; without a value, take it from the host; KEY* takes all that begin so' -r
complete -c coracle -n "__fish_coracle_using_subcommand run" -l env-file -d 'Read variables from a file' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand run" -l env-host -d 'Set all variables of the host' -r -f -a "true\t''
false\t''"
complete -c coracle -n "__fish_coracle_using_subcommand run" -l env-merge -d 'Set a variable to a value in which ${NAME} is the image\'s' -r
complete -c coracle -n "__fish_coracle_using_subcommand run" -s h -l hostname -d 'Set the container\'s host name' -r
complete -c coracle -n "__fish_coracle_using_subcommand run" -l http-proxy -d 'Set the variables of the host that are about proxies' -r -f -a "true\t''
false\t''"
complete -c coracle -n "__fish_coracle_using_subcommand run" -l oom-score-adj -d 'How likely the kernel ends the command when memory is short: -1000 to 1000' -r
complete -c coracle -n "__fish_coracle_using_subcommand run" -l sdnotify -d 'Who tells the service manager that a service is ready: the container, the engine when the command runs or the container is healthy, or nobody' -r -f -a "container\t''
conmon\t''
healthy\t''
ignore\t''"
complete -c coracle -n "__fish_coracle_using_subcommand run" -l sysctl -d 'Set a kernel parameter of the container\'s namespaces' -r
complete -c coracle -n "__fish_coracle_using_subcommand run" -l systemd -d 'Make the container fit for systemd: when it is the command, never, or always' -r -f -a "true\t'When the command is systemd or init'
false\t''
always\t''"
complete -c coracle -n "__fish_coracle_using_subcommand run" -l tz -d 'Set the time zone: a name such as Europe/Rome, or local for the host\'s' -r
complete -c coracle -n "__fish_coracle_using_subcommand run" -l ulimit -d 'Set a resource limit: SOFT, or SOFT:HARD; or host for the host\'s' -r
complete -c coracle -n "__fish_coracle_using_subcommand run" -l umask -d 'Set the mask of permissions of new files' -r
complete -c coracle -n "__fish_coracle_using_subcommand run" -l unsetenv -d 'Leave out a variable that the image sets, or that every container has' -r
complete -c coracle -n "__fish_coracle_using_subcommand run" -s u -l user -d 'Run as this user of the image' -r
complete -c coracle -n "__fish_coracle_using_subcommand run" -s w -l workdir -d 'Working directory of the command' -r
complete -c coracle -n "__fish_coracle_using_subcommand run" -l health-cmd -d 'Check the container\'s health with this command of a shell, or with the words of a JSON array; none turns checks off' -r
complete -c coracle -n "__fish_coracle_using_subcommand run" -l health-interval -d 'Time between checks; disable runs them by hand only [default: 30s]' -r
complete -c coracle -n "__fish_coracle_using_subcommand run" -l health-log-destination -d 'Keep a copy of the results in this directory; local and events_logger are the engine\'s own places' -r
complete -c coracle -n "__fish_coracle_using_subcommand run" -l health-max-log-count -d 'How many results are kept, 0 for all [default: 5]' -r
complete -c coracle -n "__fish_coracle_using_subcommand run" -l health-max-log-size -d 'How many characters of each output are kept, 0 for all [default: 500]' -r
complete -c coracle -n "__fish_coracle_using_subcommand run" -l health-on-failure -d 'What is done with an unhealthy container: none, kill, restart or stop' -r
complete -c coracle -n "__fish_coracle_using_subcommand run" -l health-retries -d 'Failures in a row that make the container unhealthy [default: 3]' -r
complete -c coracle -n "__fish_coracle_using_subcommand run" -l health-start-interval -d 'Time between checks during the start period, until the first that succeeds' -r
complete -c coracle -n "__fish_coracle_using_subcommand run" -l health-start-period -d 'Time after the start in which failures do not count' -r
complete -c coracle -n "__fish_coracle_using_subcommand run" -l health-startup-cmd -d 'Check with this command first; the check proper begins once it has succeeded' -r
complete -c coracle -n "__fish_coracle_using_subcommand run" -l health-startup-interval -d 'Time between such checks [default: 30s]' -r
complete -c coracle -n "__fish_coracle_using_subcommand run" -l health-startup-retries -d 'Failures of it after which the container is restarted, 0 for never' -r
complete -c coracle -n "__fish_coracle_using_subcommand run" -l health-startup-success -d 'Successes of it that the check proper waits for' -r
complete -c coracle -n "__fish_coracle_using_subcommand run" -l health-startup-timeout -d 'Time that it may take [default: 30s]' -r
complete -c coracle -n "__fish_coracle_using_subcommand run" -l health-timeout -d 'Time that a check may take [default: 30s]' -r
complete -c coracle -n "__fish_coracle_using_subcommand run" -l device -d 'Give the container a device of the host, or a directory of them' -r
complete -c coracle -n "__fish_coracle_using_subcommand run" -l image-volume -d 'What to do with the volumes that the image declares (default: anonymous)' -r -f -a "anonymous\t'An anonymous volume for each'
tmpfs\t'An in-memory file system for each'
ignore\t'Nothing'"
complete -c coracle -n "__fish_coracle_using_subcommand run" -l mount -d 'Mount something: type=bind|volume|tmpfs|image|glob|devpts, source, destination and options' -r
complete -c coracle -n "__fish_coracle_using_subcommand run" -l read-only -d 'Make the root file system read-only' -r -f -a "true\t''
false\t''"
complete -c coracle -n "__fish_coracle_using_subcommand run" -l read-only-tmpfs -d 'Keep /run, /tmp and /var/tmp writable when the root file system is read-only' -r -f -a "true\t''
false\t''"
complete -c coracle -n "__fish_coracle_using_subcommand run" -l secret -d 'Give the container a secret: NAME, and type=mount|env, target, uid, gid, mode' -r
complete -c coracle -n "__fish_coracle_using_subcommand run" -l shm-size -d 'Size of /dev/shm' -r
complete -c coracle -n "__fish_coracle_using_subcommand run" -l tmpfs -d 'Mount an in-memory file system' -r
complete -c coracle -n "__fish_coracle_using_subcommand run" -s v -l volume -d 'Mount a file or directory of the host, or a volume; a third part is for options, such as ro' -r
complete -c coracle -n "__fish_coracle_using_subcommand run" -l volumes-from -d 'Mount what another container has mounted' -r
complete -c coracle -n "__fish_coracle_using_subcommand run" -l add-host -d 'Add a line to /etc/hosts' -r
complete -c coracle -n "__fish_coracle_using_subcommand run" -l dns -d 'Use this name server; none leaves /etc/resolv.conf as the image has it' -r
complete -c coracle -n "__fish_coracle_using_subcommand run" -l dns-option -l dns-opt -d 'Set an option of the resolver (resolv.conf(5))' -r
complete -c coracle -n "__fish_coracle_using_subcommand run" -l dns-search -d 'Look names up in this domain; . means in none' -r
complete -c coracle -n "__fish_coracle_using_subcommand run" -l network -l net -d 'How to reach the network: none, host, pasta or slirp4netns' -r
complete -c coracle -n "__fish_coracle_using_subcommand run" -l no-hosts -d 'Leave /etc/hosts as the image has it' -r -f -a "true\t''
false\t''"
complete -c coracle -n "__fish_coracle_using_subcommand run" -l expose -d 'Say that programs of the container listen on a port; --publish-all publishes it' -r
complete -c coracle -n "__fish_coracle_using_subcommand run" -l hosts-file -d 'Begin /etc/hosts with the lines of this file of the host, of the image\'s (image), or of none [default: /etc/hosts]' -r
complete -c coracle -n "__fish_coracle_using_subcommand run" -s p -l publish -d 'Publish a port of the container on the host: [[IP:]HOST:]PORT[/udp], or ranges' -r
complete -c coracle -n "__fish_coracle_using_subcommand run" -l ip -l ip6 -d 'Accepted to be refused: the container has no network of its own in which it could have an address' -r
complete -c coracle -n "__fish_coracle_using_subcommand run" -l mac-address -d 'Accepted to be refused, as --ip' -r
complete -c coracle -n "__fish_coracle_using_subcommand run" -l network-alias -d 'Accepted to be refused, as --ip' -r
complete -c coracle -n "__fish_coracle_using_subcommand run" -l cap-add -d 'Add a capability, or ALL' -r
complete -c coracle -n "__fish_coracle_using_subcommand run" -l cap-drop -d 'Drop a capability, or ALL' -r
complete -c coracle -n "__fish_coracle_using_subcommand run" -l security-opt -d 'Security options: no-new-privileges, seccomp=unconfined, seccomp=FILE' -r
complete -c coracle -n "__fish_coracle_using_subcommand run" -l device-cgroup-rule -d 'Accepted to be refused: rules for devices need a cgroup of the system\'s' -r
complete -c coracle -n "__fish_coracle_using_subcommand run" -l privileged -d 'Give all capabilities and devices that the user has, and lift seccomp and masked paths' -r -f -a "true\t''
false\t''"
complete -c coracle -n "__fish_coracle_using_subcommand run" -l cgroupns -d 'Control group namespace: host, private, container:NAME or ns:PATH' -r
complete -c coracle -n "__fish_coracle_using_subcommand run" -l group-add -d 'Add a group, by name or number; keep-groups keeps your own ones instead' -r
complete -c coracle -n "__fish_coracle_using_subcommand run" -l ipc -d 'IPC namespace: host, private, container:NAME or ns:PATH' -r
complete -c coracle -n "__fish_coracle_using_subcommand run" -l pid -d 'PID namespace: host, private, container:NAME or ns:PATH' -r
complete -c coracle -n "__fish_coracle_using_subcommand run" -l uts -d 'UTS namespace: host, private, container:NAME or ns:PATH' -r
complete -c coracle -n "__fish_coracle_using_subcommand run" -l gidmap -d 'Map group ids: [+g]CONTAINER:[@]FROM[:AMOUNT]; FROM counts your own ids, of which 0 is you' -r
complete -c coracle -n "__fish_coracle_using_subcommand run" -l group-entry -d 'Line for /etc/group; $GROUPNAME, $GID and $USERLIST are replaced' -r
complete -c coracle -n "__fish_coracle_using_subcommand run" -l hostuser -d 'Add a user of the host to /etc/passwd' -r
complete -c coracle -n "__fish_coracle_using_subcommand run" -l passwd -d 'Add lines for users that the image does not know to /etc/passwd and /etc/group' -r -f -a "true\t''
false\t''"
complete -c coracle -n "__fish_coracle_using_subcommand run" -l passwd-entry -d 'Line for /etc/passwd; $USERNAME, $UID, $GID, $NAME and $HOME are replaced' -r
complete -c coracle -n "__fish_coracle_using_subcommand run" -l subgidname -d 'Map the ids that /etc/subgid has under this name' -r
complete -c coracle -n "__fish_coracle_using_subcommand run" -l subuidname -d 'Map the ids that /etc/subuid has under this name' -r
complete -c coracle -n "__fish_coracle_using_subcommand run" -l uidmap -d 'Map user ids: [+u]CONTAINER:[@]FROM[:AMOUNT]; FROM counts your own ids, of which 0 is you' -r
complete -c coracle -n "__fish_coracle_using_subcommand run" -l userns -d 'User namespace: host, private, keep-id[:uid=N,gid=N,size=N], auto[:size=N], nomap, container:NAME or ns:PATH' -r
complete -c coracle -n "__fish_coracle_using_subcommand run" -l blkio-weight -d 'Relative weight of block input and output, 10 to 1000' -r
complete -c coracle -n "__fish_coracle_using_subcommand run" -l cpu-period -d 'Microseconds after which the processor time of --cpu-quota is given anew, 1000 to 1000000' -r
complete -c coracle -n "__fish_coracle_using_subcommand run" -l cpu-quota -d 'Microseconds of processor time in each period, -1 for no limit' -r
complete -c coracle -n "__fish_coracle_using_subcommand run" -s c -l cpu-shares -d 'Relative weight of processor time, 1024 by default' -r
complete -c coracle -n "__fish_coracle_using_subcommand run" -l cpuset-cpus -d 'Processors to use, such as 0-3,5' -r
complete -c coracle -n "__fish_coracle_using_subcommand run" -l cpuset-mems -d 'Memory nodes to use, such as 0,1' -r
complete -c coracle -n "__fish_coracle_using_subcommand run" -l cpus -d 'Number of processors, such as 1.5' -r
complete -c coracle -n "__fish_coracle_using_subcommand run" -l device-read-bps -d 'Bytes to read from a block device in a second' -r
complete -c coracle -n "__fish_coracle_using_subcommand run" -l device-read-iops -d 'Reads from a block device in a second' -r
complete -c coracle -n "__fish_coracle_using_subcommand run" -l device-write-bps -d 'Bytes to write to a block device in a second' -r
complete -c coracle -n "__fish_coracle_using_subcommand run" -l device-write-iops -d 'Writes to a block device in a second' -r
complete -c coracle -n "__fish_coracle_using_subcommand run" -l kernel-memory -d 'Accepted for compatibility: cgroup version 2 has no limit of the kernel\'s memory alone' -r
complete -c coracle -n "__fish_coracle_using_subcommand run" -s m -l memory -d 'Memory, such as 512m' -r
complete -c coracle -n "__fish_coracle_using_subcommand run" -l memory-swap -d 'Memory and swap together, -1 for as much swap as there is; twice --memory by default' -r
complete -c coracle -n "__fish_coracle_using_subcommand run" -l memory-reservation -d 'Memory that is not taken away while others have some to spare' -r
complete -c coracle -n "__fish_coracle_using_subcommand run" -l memory-swappiness -d 'Accepted to be refused: cgroup version 2 has no swappiness of a group\'s own' -r
complete -c coracle -n "__fish_coracle_using_subcommand run" -l pids-limit -d 'Number of processes and threads, -1 for no limit; 2048 by default, where it can be had' -r
complete -c coracle -n "__fish_coracle_using_subcommand run" -l cgroup-conf -d 'Write a file of the container\'s control group, such as memory.high=1073741824' -r
complete -c coracle -n "__fish_coracle_using_subcommand run" -l cgroup-parent -d 'Make the control group in this slice of systemd\'s, or below this path' -r
complete -c coracle -n "__fish_coracle_using_subcommand run" -l cgroups -d 'Control groups: for container and monitor (the default), none, for the container only, or below the service\'s own' -r -f -a "enabled\t''
disabled\t''
no-conmon\t''
split\t''"
complete -c coracle -n "__fish_coracle_using_subcommand run" -l authfile -d 'Read credentials from this file' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand run" -l cert-dir -d 'Read authorities and client certificates from this directory' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand run" -l tls-verify -d 'Ask for HTTPS and a valid certificate; false allows plain HTTP' -r -f -a "true\t''
false\t''"
complete -c coracle -n "__fish_coracle_using_subcommand run" -l creds -d 'Credentials for the registry' -r
complete -c coracle -n "__fish_coracle_using_subcommand run" -l disable-content-trust -d 'Accepted for compatibility: content is verified by digest and by policy.json' -r -f -a "true\t''
false\t''"
complete -c coracle -n "__fish_coracle_using_subcommand run" -l retry -d 'How often to try again (default: 3)' -r
complete -c coracle -n "__fish_coracle_using_subcommand run" -l retry-delay -d 'Wait this long before the first time; each wait is twice the last one' -r
complete -c coracle -n "__fish_coracle_using_subcommand run" -l noout -d 'Write nothing to standard output'
complete -c coracle -n "__fish_coracle_using_subcommand run" -l syslog -d 'Accepted for compatibility: messages go to standard error'
complete -c coracle -n "__fish_coracle_using_subcommand run" -s d -l detach -d 'Run in the background and print the container\'s ID'
complete -c coracle -n "__fish_coracle_using_subcommand run" -l help -d 'Print help'
complete -c coracle -n "__fish_coracle_using_subcommand run" -s i -l interactive -d 'Keep standard input open'
complete -c coracle -n "__fish_coracle_using_subcommand run" -s q -l quiet -d 'Show no progress of a pull'
complete -c coracle -n "__fish_coracle_using_subcommand run" -l replace -d 'Remove a container that has the same name first'
complete -c coracle -n "__fish_coracle_using_subcommand run" -l rm -d 'Remove the container after it exits'
complete -c coracle -n "__fish_coracle_using_subcommand run" -l rmi -d 'Remove the image after the container exits, unless other containers have it; implies --rm'
complete -c coracle -n "__fish_coracle_using_subcommand run" -l rootfs -d 'Take a directory as the root, and no image: the first argument, DIR or, to leave it as it is, DIR:O'
complete -c coracle -n "__fish_coracle_using_subcommand run" -s t -l tty -d 'Give the container a terminal'
complete -c coracle -n "__fish_coracle_using_subcommand run" -l unsetenv-all -d 'Leave out all such variables'
complete -c coracle -n "__fish_coracle_using_subcommand run" -l no-healthcheck -d 'Have no health check, whatever the image says'
complete -c coracle -n "__fish_coracle_using_subcommand run" -l no-hostname -d 'Leave /etc/hostname as the image has it'
complete -c coracle -n "__fish_coracle_using_subcommand run" -s P -l publish-all -d 'Publish all ports that the image and --expose name, on free ports of the host'
complete -c coracle -n "__fish_coracle_using_subcommand run" -l oom-kill-disable -d 'Accepted to be refused: cgroup version 2 always ends what is out of memory'
complete -c coracle -n "__fish_coracle_using_subcommand save" -l log-level -d 'Log messages at and above this level to standard error' -r -f -a "trace\t''
debug\t''
info\t''
warn\t''
error\t''"
complete -c coracle -n "__fish_coracle_using_subcommand save" -l events-backend -d 'Accepted for compatibility; events are kept in files' -r -f -a "file\t''"
complete -c coracle -n "__fish_coracle_using_subcommand save" -l default-mounts-file -d 'Accepted to be refused: a file of mounts that every container would get' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand save" -l hooks-dir -d 'Accepted to be refused: programs that the runtime would call' -r
complete -c coracle -n "__fish_coracle_using_subcommand save" -l out -d 'Write to this file what goes to standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand save" -l root -d 'Directory for images and containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand save" -l runroot -d 'Directory for the state of running containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand save" -l runtime -d 'Accepted for compatibility: the runtime is built in' -r
complete -c coracle -n "__fish_coracle_using_subcommand save" -l runtime-flag -d 'Accepted for compatibility, as --runtime' -r
complete -c coracle -n "__fish_coracle_using_subcommand save" -l storage-driver -d 'Accepted for compatibility; there is one storage driver' -r
complete -c coracle -n "__fish_coracle_using_subcommand save" -l storage-opt -d 'How new containers\' files are served: union.plan=userspace, hybrid or direct' -r
complete -c coracle -n "__fish_coracle_using_subcommand save" -l format -d 'What to write' -r -f -a "docker-archive\t''
oci-archive\t''
docker-dir\t''
oci-dir\t''"
complete -c coracle -n "__fish_coracle_using_subcommand save" -s o -l output -d 'Write to this file or directory instead of standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand save" -l noout -d 'Write nothing to standard output'
complete -c coracle -n "__fish_coracle_using_subcommand save" -l syslog -d 'Accepted for compatibility: messages go to standard error'
complete -c coracle -n "__fish_coracle_using_subcommand save" -l compress -d 'Compress the layers of a docker-dir'
complete -c coracle -n "__fish_coracle_using_subcommand save" -s m -l multi-image-archive -d 'Save several images, which needs no saying'
complete -c coracle -n "__fish_coracle_using_subcommand save" -s q -l quiet -d 'Show no progress'
complete -c coracle -n "__fish_coracle_using_subcommand save" -l uncompressed -d 'Leave the layers of OCI formats uncompressed'
complete -c coracle -n "__fish_coracle_using_subcommand save" -s h -l help -d 'Print help'
complete -c coracle -n "__fish_coracle_using_subcommand search" -l log-level -d 'Log messages at and above this level to standard error' -r -f -a "trace\t''
debug\t''
info\t''
warn\t''
error\t''"
complete -c coracle -n "__fish_coracle_using_subcommand search" -l events-backend -d 'Accepted for compatibility; events are kept in files' -r -f -a "file\t''"
complete -c coracle -n "__fish_coracle_using_subcommand search" -l default-mounts-file -d 'Accepted to be refused: a file of mounts that every container would get' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand search" -l hooks-dir -d 'Accepted to be refused: programs that the runtime would call' -r
complete -c coracle -n "__fish_coracle_using_subcommand search" -l out -d 'Write to this file what goes to standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand search" -l root -d 'Directory for images and containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand search" -l runroot -d 'Directory for the state of running containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand search" -l runtime -d 'Accepted for compatibility: the runtime is built in' -r
complete -c coracle -n "__fish_coracle_using_subcommand search" -l runtime-flag -d 'Accepted for compatibility, as --runtime' -r
complete -c coracle -n "__fish_coracle_using_subcommand search" -l storage-driver -d 'Accepted for compatibility; there is one storage driver' -r
complete -c coracle -n "__fish_coracle_using_subcommand search" -l storage-opt -d 'How new containers\' files are served: union.plan=userspace, hybrid or direct' -r
complete -c coracle -n "__fish_coracle_using_subcommand search" -l authfile -d 'Read credentials from this file' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand search" -l cert-dir -d 'Read authorities and client certificates from this directory' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand search" -l tls-verify -d 'Ask for HTTPS and a valid certificate; false allows plain HTTP' -r -f -a "true\t''
false\t''"
complete -c coracle -n "__fish_coracle_using_subcommand search" -l creds -d 'Credentials for the registry' -r
complete -c coracle -n "__fish_coracle_using_subcommand search" -s f -l filter -d 'Show only images that match: is-official, is-automated or stars' -r
complete -c coracle -n "__fish_coracle_using_subcommand search" -l format -d 'Print as json, as a table, or with a Go template' -r
complete -c coracle -n "__fish_coracle_using_subcommand search" -l limit -d 'Show so many results of each registry' -r
complete -c coracle -n "__fish_coracle_using_subcommand search" -l noout -d 'Write nothing to standard output'
complete -c coracle -n "__fish_coracle_using_subcommand search" -l syslog -d 'Accepted for compatibility: messages go to standard error'
complete -c coracle -n "__fish_coracle_using_subcommand search" -l compatible -d 'Show stars and marks too'
complete -c coracle -n "__fish_coracle_using_subcommand search" -l list-tags -d 'List the tags of the repository TERM'
complete -c coracle -n "__fish_coracle_using_subcommand search" -l no-trunc -d 'Do not shorten descriptions'
complete -c coracle -n "__fish_coracle_using_subcommand search" -s h -l help -d 'Print help'
complete -c coracle -n "__fish_coracle_using_subcommand secret; and not __fish_seen_subcommand_from create exists inspect ls list rm remove" -l log-level -d 'Log messages at and above this level to standard error' -r -f -a "trace\t''
debug\t''
info\t''
warn\t''
error\t''"
complete -c coracle -n "__fish_coracle_using_subcommand secret; and not __fish_seen_subcommand_from create exists inspect ls list rm remove" -l events-backend -d 'Accepted for compatibility; events are kept in files' -r -f -a "file\t''"
complete -c coracle -n "__fish_coracle_using_subcommand secret; and not __fish_seen_subcommand_from create exists inspect ls list rm remove" -l default-mounts-file -d 'Accepted to be refused: a file of mounts that every container would get' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand secret; and not __fish_seen_subcommand_from create exists inspect ls list rm remove" -l hooks-dir -d 'Accepted to be refused: programs that the runtime would call' -r
complete -c coracle -n "__fish_coracle_using_subcommand secret; and not __fish_seen_subcommand_from create exists inspect ls list rm remove" -l out -d 'Write to this file what goes to standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand secret; and not __fish_seen_subcommand_from create exists inspect ls list rm remove" -l root -d 'Directory for images and containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand secret; and not __fish_seen_subcommand_from create exists inspect ls list rm remove" -l runroot -d 'Directory for the state of running containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand secret; and not __fish_seen_subcommand_from create exists inspect ls list rm remove" -l runtime -d 'Accepted for compatibility: the runtime is built in' -r
complete -c coracle -n "__fish_coracle_using_subcommand secret; and not __fish_seen_subcommand_from create exists inspect ls list rm remove" -l runtime-flag -d 'Accepted for compatibility, as --runtime' -r
complete -c coracle -n "__fish_coracle_using_subcommand secret; and not __fish_seen_subcommand_from create exists inspect ls list rm remove" -l storage-driver -d 'Accepted for compatibility; there is one storage driver' -r
complete -c coracle -n "__fish_coracle_using_subcommand secret; and not __fish_seen_subcommand_from create exists inspect ls list rm remove" -l storage-opt -d 'How new containers\' files are served: union.plan=userspace, hybrid or direct' -r
complete -c coracle -n "__fish_coracle_using_subcommand secret; and not __fish_seen_subcommand_from create exists inspect ls list rm remove" -l noout -d 'Write nothing to standard output'
complete -c coracle -n "__fish_coracle_using_subcommand secret; and not __fish_seen_subcommand_from create exists inspect ls list rm remove" -l syslog -d 'Accepted for compatibility: messages go to standard error'
complete -c coracle -n "__fish_coracle_using_subcommand secret; and not __fish_seen_subcommand_from create exists inspect ls list rm remove" -s h -l help -d 'Print help'
complete -c coracle -n "__fish_coracle_using_subcommand secret; and not __fish_seen_subcommand_from create exists inspect ls list rm remove" -f -a "create" -d 'Make a secret'
complete -c coracle -n "__fish_coracle_using_subcommand secret; and not __fish_seen_subcommand_from create exists inspect ls list rm remove" -f -a "exists" -d 'Say with the exit status whether a secret is there'
complete -c coracle -n "__fish_coracle_using_subcommand secret; and not __fish_seen_subcommand_from create exists inspect ls list rm remove" -f -a "inspect" -d 'Show everything about secrets'
complete -c coracle -n "__fish_coracle_using_subcommand secret; and not __fish_seen_subcommand_from create exists inspect ls list rm remove" -f -a "ls" -d 'List secrets'
complete -c coracle -n "__fish_coracle_using_subcommand secret; and not __fish_seen_subcommand_from create exists inspect ls list rm remove" -f -a "list" -d 'List secrets'
complete -c coracle -n "__fish_coracle_using_subcommand secret; and not __fish_seen_subcommand_from create exists inspect ls list rm remove" -f -a "rm" -d 'Remove secrets'
complete -c coracle -n "__fish_coracle_using_subcommand secret; and not __fish_seen_subcommand_from create exists inspect ls list rm remove" -f -a "remove" -d 'Remove secrets'
complete -c coracle -n "__fish_coracle_using_subcommand secret; and __fish_seen_subcommand_from create" -l log-level -d 'Log messages at and above this level to standard error' -r -f -a "trace\t''
debug\t''
info\t''
warn\t''
error\t''"
complete -c coracle -n "__fish_coracle_using_subcommand secret; and __fish_seen_subcommand_from create" -l events-backend -d 'Accepted for compatibility; events are kept in files' -r -f -a "file\t''"
complete -c coracle -n "__fish_coracle_using_subcommand secret; and __fish_seen_subcommand_from create" -l default-mounts-file -d 'Accepted to be refused: a file of mounts that every container would get' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand secret; and __fish_seen_subcommand_from create" -l hooks-dir -d 'Accepted to be refused: programs that the runtime would call' -r
complete -c coracle -n "__fish_coracle_using_subcommand secret; and __fish_seen_subcommand_from create" -l out -d 'Write to this file what goes to standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand secret; and __fish_seen_subcommand_from create" -l root -d 'Directory for images and containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand secret; and __fish_seen_subcommand_from create" -l runroot -d 'Directory for the state of running containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand secret; and __fish_seen_subcommand_from create" -l runtime -d 'Accepted for compatibility: the runtime is built in' -r
complete -c coracle -n "__fish_coracle_using_subcommand secret; and __fish_seen_subcommand_from create" -l runtime-flag -d 'Accepted for compatibility, as --runtime' -r
complete -c coracle -n "__fish_coracle_using_subcommand secret; and __fish_seen_subcommand_from create" -l storage-driver -d 'Accepted for compatibility; there is one storage driver' -r
complete -c coracle -n "__fish_coracle_using_subcommand secret; and __fish_seen_subcommand_from create" -l storage-opt -d 'How new containers\' files are served: union.plan=userspace, hybrid or direct' -r
complete -c coracle -n "__fish_coracle_using_subcommand secret; and __fish_seen_subcommand_from create" -s d -l driver -d 'How the secret is kept; there is file' -r
complete -c coracle -n "__fish_coracle_using_subcommand secret; and __fish_seen_subcommand_from create" -s l -l label -d 'Set a label' -r
complete -c coracle -n "__fish_coracle_using_subcommand secret; and __fish_seen_subcommand_from create" -l noout -d 'Write nothing to standard output'
complete -c coracle -n "__fish_coracle_using_subcommand secret; and __fish_seen_subcommand_from create" -l syslog -d 'Accepted for compatibility: messages go to standard error'
complete -c coracle -n "__fish_coracle_using_subcommand secret; and __fish_seen_subcommand_from create" -l env -d 'Take the value of the variable that has this name, not a file'
complete -c coracle -n "__fish_coracle_using_subcommand secret; and __fish_seen_subcommand_from create" -l ignore -d 'A secret that is there already is no error'
complete -c coracle -n "__fish_coracle_using_subcommand secret; and __fish_seen_subcommand_from create" -l replace -d 'Replace a secret that has the same name'
complete -c coracle -n "__fish_coracle_using_subcommand secret; and __fish_seen_subcommand_from create" -s h -l help -d 'Print help'
complete -c coracle -n "__fish_coracle_using_subcommand secret; and __fish_seen_subcommand_from exists" -l log-level -d 'Log messages at and above this level to standard error' -r -f -a "trace\t''
debug\t''
info\t''
warn\t''
error\t''"
complete -c coracle -n "__fish_coracle_using_subcommand secret; and __fish_seen_subcommand_from exists" -l events-backend -d 'Accepted for compatibility; events are kept in files' -r -f -a "file\t''"
complete -c coracle -n "__fish_coracle_using_subcommand secret; and __fish_seen_subcommand_from exists" -l default-mounts-file -d 'Accepted to be refused: a file of mounts that every container would get' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand secret; and __fish_seen_subcommand_from exists" -l hooks-dir -d 'Accepted to be refused: programs that the runtime would call' -r
complete -c coracle -n "__fish_coracle_using_subcommand secret; and __fish_seen_subcommand_from exists" -l out -d 'Write to this file what goes to standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand secret; and __fish_seen_subcommand_from exists" -l root -d 'Directory for images and containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand secret; and __fish_seen_subcommand_from exists" -l runroot -d 'Directory for the state of running containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand secret; and __fish_seen_subcommand_from exists" -l runtime -d 'Accepted for compatibility: the runtime is built in' -r
complete -c coracle -n "__fish_coracle_using_subcommand secret; and __fish_seen_subcommand_from exists" -l runtime-flag -d 'Accepted for compatibility, as --runtime' -r
complete -c coracle -n "__fish_coracle_using_subcommand secret; and __fish_seen_subcommand_from exists" -l storage-driver -d 'Accepted for compatibility; there is one storage driver' -r
complete -c coracle -n "__fish_coracle_using_subcommand secret; and __fish_seen_subcommand_from exists" -l storage-opt -d 'How new containers\' files are served: union.plan=userspace, hybrid or direct' -r
complete -c coracle -n "__fish_coracle_using_subcommand secret; and __fish_seen_subcommand_from exists" -l noout -d 'Write nothing to standard output'
complete -c coracle -n "__fish_coracle_using_subcommand secret; and __fish_seen_subcommand_from exists" -l syslog -d 'Accepted for compatibility: messages go to standard error'
complete -c coracle -n "__fish_coracle_using_subcommand secret; and __fish_seen_subcommand_from exists" -s h -l help -d 'Print help'
complete -c coracle -n "__fish_coracle_using_subcommand secret; and __fish_seen_subcommand_from inspect" -l log-level -d 'Log messages at and above this level to standard error' -r -f -a "trace\t''
debug\t''
info\t''
warn\t''
error\t''"
complete -c coracle -n "__fish_coracle_using_subcommand secret; and __fish_seen_subcommand_from inspect" -l events-backend -d 'Accepted for compatibility; events are kept in files' -r -f -a "file\t''"
complete -c coracle -n "__fish_coracle_using_subcommand secret; and __fish_seen_subcommand_from inspect" -l default-mounts-file -d 'Accepted to be refused: a file of mounts that every container would get' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand secret; and __fish_seen_subcommand_from inspect" -l hooks-dir -d 'Accepted to be refused: programs that the runtime would call' -r
complete -c coracle -n "__fish_coracle_using_subcommand secret; and __fish_seen_subcommand_from inspect" -l out -d 'Write to this file what goes to standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand secret; and __fish_seen_subcommand_from inspect" -l root -d 'Directory for images and containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand secret; and __fish_seen_subcommand_from inspect" -l runroot -d 'Directory for the state of running containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand secret; and __fish_seen_subcommand_from inspect" -l runtime -d 'Accepted for compatibility: the runtime is built in' -r
complete -c coracle -n "__fish_coracle_using_subcommand secret; and __fish_seen_subcommand_from inspect" -l runtime-flag -d 'Accepted for compatibility, as --runtime' -r
complete -c coracle -n "__fish_coracle_using_subcommand secret; and __fish_seen_subcommand_from inspect" -l storage-driver -d 'Accepted for compatibility; there is one storage driver' -r
complete -c coracle -n "__fish_coracle_using_subcommand secret; and __fish_seen_subcommand_from inspect" -l storage-opt -d 'How new containers\' files are served: union.plan=userspace, hybrid or direct' -r
complete -c coracle -n "__fish_coracle_using_subcommand secret; and __fish_seen_subcommand_from inspect" -s f -l format -d 'Print with a Go template, or as json' -r
complete -c coracle -n "__fish_coracle_using_subcommand secret; and __fish_seen_subcommand_from inspect" -l noout -d 'Write nothing to standard output'
complete -c coracle -n "__fish_coracle_using_subcommand secret; and __fish_seen_subcommand_from inspect" -l syslog -d 'Accepted for compatibility: messages go to standard error'
complete -c coracle -n "__fish_coracle_using_subcommand secret; and __fish_seen_subcommand_from inspect" -l showsecret -d 'Show what is secret, too'
complete -c coracle -n "__fish_coracle_using_subcommand secret; and __fish_seen_subcommand_from inspect" -s h -l help -d 'Print help'
complete -c coracle -n "__fish_coracle_using_subcommand secret; and __fish_seen_subcommand_from ls" -l log-level -d 'Log messages at and above this level to standard error' -r -f -a "trace\t''
debug\t''
info\t''
warn\t''
error\t''"
complete -c coracle -n "__fish_coracle_using_subcommand secret; and __fish_seen_subcommand_from ls" -l events-backend -d 'Accepted for compatibility; events are kept in files' -r -f -a "file\t''"
complete -c coracle -n "__fish_coracle_using_subcommand secret; and __fish_seen_subcommand_from ls" -l default-mounts-file -d 'Accepted to be refused: a file of mounts that every container would get' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand secret; and __fish_seen_subcommand_from ls" -l hooks-dir -d 'Accepted to be refused: programs that the runtime would call' -r
complete -c coracle -n "__fish_coracle_using_subcommand secret; and __fish_seen_subcommand_from ls" -l out -d 'Write to this file what goes to standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand secret; and __fish_seen_subcommand_from ls" -l root -d 'Directory for images and containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand secret; and __fish_seen_subcommand_from ls" -l runroot -d 'Directory for the state of running containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand secret; and __fish_seen_subcommand_from ls" -l runtime -d 'Accepted for compatibility: the runtime is built in' -r
complete -c coracle -n "__fish_coracle_using_subcommand secret; and __fish_seen_subcommand_from ls" -l runtime-flag -d 'Accepted for compatibility, as --runtime' -r
complete -c coracle -n "__fish_coracle_using_subcommand secret; and __fish_seen_subcommand_from ls" -l storage-driver -d 'Accepted for compatibility; there is one storage driver' -r
complete -c coracle -n "__fish_coracle_using_subcommand secret; and __fish_seen_subcommand_from ls" -l storage-opt -d 'How new containers\' files are served: union.plan=userspace, hybrid or direct' -r
complete -c coracle -n "__fish_coracle_using_subcommand secret; and __fish_seen_subcommand_from ls" -s f -l filter -d 'Show only secrets that match: name or id' -r
complete -c coracle -n "__fish_coracle_using_subcommand secret; and __fish_seen_subcommand_from ls" -l format -d 'Print as json, as a table, or with a Go template' -r
complete -c coracle -n "__fish_coracle_using_subcommand secret; and __fish_seen_subcommand_from ls" -l noout -d 'Write nothing to standard output'
complete -c coracle -n "__fish_coracle_using_subcommand secret; and __fish_seen_subcommand_from ls" -l syslog -d 'Accepted for compatibility: messages go to standard error'
complete -c coracle -n "__fish_coracle_using_subcommand secret; and __fish_seen_subcommand_from ls" -s n -l noheading -d 'Print no heading'
complete -c coracle -n "__fish_coracle_using_subcommand secret; and __fish_seen_subcommand_from ls" -s q -l quiet -d 'Print only IDs'
complete -c coracle -n "__fish_coracle_using_subcommand secret; and __fish_seen_subcommand_from ls" -s h -l help -d 'Print help'
complete -c coracle -n "__fish_coracle_using_subcommand secret; and __fish_seen_subcommand_from list" -l log-level -d 'Log messages at and above this level to standard error' -r -f -a "trace\t''
debug\t''
info\t''
warn\t''
error\t''"
complete -c coracle -n "__fish_coracle_using_subcommand secret; and __fish_seen_subcommand_from list" -l events-backend -d 'Accepted for compatibility; events are kept in files' -r -f -a "file\t''"
complete -c coracle -n "__fish_coracle_using_subcommand secret; and __fish_seen_subcommand_from list" -l default-mounts-file -d 'Accepted to be refused: a file of mounts that every container would get' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand secret; and __fish_seen_subcommand_from list" -l hooks-dir -d 'Accepted to be refused: programs that the runtime would call' -r
complete -c coracle -n "__fish_coracle_using_subcommand secret; and __fish_seen_subcommand_from list" -l out -d 'Write to this file what goes to standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand secret; and __fish_seen_subcommand_from list" -l root -d 'Directory for images and containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand secret; and __fish_seen_subcommand_from list" -l runroot -d 'Directory for the state of running containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand secret; and __fish_seen_subcommand_from list" -l runtime -d 'Accepted for compatibility: the runtime is built in' -r
complete -c coracle -n "__fish_coracle_using_subcommand secret; and __fish_seen_subcommand_from list" -l runtime-flag -d 'Accepted for compatibility, as --runtime' -r
complete -c coracle -n "__fish_coracle_using_subcommand secret; and __fish_seen_subcommand_from list" -l storage-driver -d 'Accepted for compatibility; there is one storage driver' -r
complete -c coracle -n "__fish_coracle_using_subcommand secret; and __fish_seen_subcommand_from list" -l storage-opt -d 'How new containers\' files are served: union.plan=userspace, hybrid or direct' -r
complete -c coracle -n "__fish_coracle_using_subcommand secret; and __fish_seen_subcommand_from list" -s f -l filter -d 'Show only secrets that match: name or id' -r
complete -c coracle -n "__fish_coracle_using_subcommand secret; and __fish_seen_subcommand_from list" -l format -d 'Print as json, as a table, or with a Go template' -r
complete -c coracle -n "__fish_coracle_using_subcommand secret; and __fish_seen_subcommand_from list" -l noout -d 'Write nothing to standard output'
complete -c coracle -n "__fish_coracle_using_subcommand secret; and __fish_seen_subcommand_from list" -l syslog -d 'Accepted for compatibility: messages go to standard error'
complete -c coracle -n "__fish_coracle_using_subcommand secret; and __fish_seen_subcommand_from list" -s n -l noheading -d 'Print no heading'
complete -c coracle -n "__fish_coracle_using_subcommand secret; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Print only IDs'
complete -c coracle -n "__fish_coracle_using_subcommand secret; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c coracle -n "__fish_coracle_using_subcommand secret; and __fish_seen_subcommand_from rm" -l log-level -d 'Log messages at and above this level to standard error' -r -f -a "trace\t''
debug\t''
info\t''
warn\t''
error\t''"
complete -c coracle -n "__fish_coracle_using_subcommand secret; and __fish_seen_subcommand_from rm" -l events-backend -d 'Accepted for compatibility; events are kept in files' -r -f -a "file\t''"
complete -c coracle -n "__fish_coracle_using_subcommand secret; and __fish_seen_subcommand_from rm" -l default-mounts-file -d 'Accepted to be refused: a file of mounts that every container would get' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand secret; and __fish_seen_subcommand_from rm" -l hooks-dir -d 'Accepted to be refused: programs that the runtime would call' -r
complete -c coracle -n "__fish_coracle_using_subcommand secret; and __fish_seen_subcommand_from rm" -l out -d 'Write to this file what goes to standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand secret; and __fish_seen_subcommand_from rm" -l root -d 'Directory for images and containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand secret; and __fish_seen_subcommand_from rm" -l runroot -d 'Directory for the state of running containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand secret; and __fish_seen_subcommand_from rm" -l runtime -d 'Accepted for compatibility: the runtime is built in' -r
complete -c coracle -n "__fish_coracle_using_subcommand secret; and __fish_seen_subcommand_from rm" -l runtime-flag -d 'Accepted for compatibility, as --runtime' -r
complete -c coracle -n "__fish_coracle_using_subcommand secret; and __fish_seen_subcommand_from rm" -l storage-driver -d 'Accepted for compatibility; there is one storage driver' -r
complete -c coracle -n "__fish_coracle_using_subcommand secret; and __fish_seen_subcommand_from rm" -l storage-opt -d 'How new containers\' files are served: union.plan=userspace, hybrid or direct' -r
complete -c coracle -n "__fish_coracle_using_subcommand secret; and __fish_seen_subcommand_from rm" -l noout -d 'Write nothing to standard output'
complete -c coracle -n "__fish_coracle_using_subcommand secret; and __fish_seen_subcommand_from rm" -l syslog -d 'Accepted for compatibility: messages go to standard error'
complete -c coracle -n "__fish_coracle_using_subcommand secret; and __fish_seen_subcommand_from rm" -s a -l all -d 'Remove all secrets'
complete -c coracle -n "__fish_coracle_using_subcommand secret; and __fish_seen_subcommand_from rm" -s i -l ignore -d 'A secret that is not there is no error'
complete -c coracle -n "__fish_coracle_using_subcommand secret; and __fish_seen_subcommand_from rm" -s h -l help -d 'Print help'
complete -c coracle -n "__fish_coracle_using_subcommand secret; and __fish_seen_subcommand_from remove" -l log-level -d 'Log messages at and above this level to standard error' -r -f -a "trace\t''
debug\t''
info\t''
warn\t''
error\t''"
complete -c coracle -n "__fish_coracle_using_subcommand secret; and __fish_seen_subcommand_from remove" -l events-backend -d 'Accepted for compatibility; events are kept in files' -r -f -a "file\t''"
complete -c coracle -n "__fish_coracle_using_subcommand secret; and __fish_seen_subcommand_from remove" -l default-mounts-file -d 'Accepted to be refused: a file of mounts that every container would get' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand secret; and __fish_seen_subcommand_from remove" -l hooks-dir -d 'Accepted to be refused: programs that the runtime would call' -r
complete -c coracle -n "__fish_coracle_using_subcommand secret; and __fish_seen_subcommand_from remove" -l out -d 'Write to this file what goes to standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand secret; and __fish_seen_subcommand_from remove" -l root -d 'Directory for images and containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand secret; and __fish_seen_subcommand_from remove" -l runroot -d 'Directory for the state of running containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand secret; and __fish_seen_subcommand_from remove" -l runtime -d 'Accepted for compatibility: the runtime is built in' -r
complete -c coracle -n "__fish_coracle_using_subcommand secret; and __fish_seen_subcommand_from remove" -l runtime-flag -d 'Accepted for compatibility, as --runtime' -r
complete -c coracle -n "__fish_coracle_using_subcommand secret; and __fish_seen_subcommand_from remove" -l storage-driver -d 'Accepted for compatibility; there is one storage driver' -r
complete -c coracle -n "__fish_coracle_using_subcommand secret; and __fish_seen_subcommand_from remove" -l storage-opt -d 'How new containers\' files are served: union.plan=userspace, hybrid or direct' -r
complete -c coracle -n "__fish_coracle_using_subcommand secret; and __fish_seen_subcommand_from remove" -l noout -d 'Write nothing to standard output'
complete -c coracle -n "__fish_coracle_using_subcommand secret; and __fish_seen_subcommand_from remove" -l syslog -d 'Accepted for compatibility: messages go to standard error'
complete -c coracle -n "__fish_coracle_using_subcommand secret; and __fish_seen_subcommand_from remove" -s a -l all -d 'Remove all secrets'
complete -c coracle -n "__fish_coracle_using_subcommand secret; and __fish_seen_subcommand_from remove" -s i -l ignore -d 'A secret that is not there is no error'
complete -c coracle -n "__fish_coracle_using_subcommand secret; and __fish_seen_subcommand_from remove" -s h -l help -d 'Print help'
complete -c coracle -n "__fish_coracle_using_subcommand start" -l log-level -d 'Log messages at and above this level to standard error' -r -f -a "trace\t''
debug\t''
info\t''
warn\t''
error\t''"
complete -c coracle -n "__fish_coracle_using_subcommand start" -l events-backend -d 'Accepted for compatibility; events are kept in files' -r -f -a "file\t''"
complete -c coracle -n "__fish_coracle_using_subcommand start" -l default-mounts-file -d 'Accepted to be refused: a file of mounts that every container would get' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand start" -l hooks-dir -d 'Accepted to be refused: programs that the runtime would call' -r
complete -c coracle -n "__fish_coracle_using_subcommand start" -l out -d 'Write to this file what goes to standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand start" -l root -d 'Directory for images and containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand start" -l runroot -d 'Directory for the state of running containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand start" -l runtime -d 'Accepted for compatibility: the runtime is built in' -r
complete -c coracle -n "__fish_coracle_using_subcommand start" -l runtime-flag -d 'Accepted for compatibility, as --runtime' -r
complete -c coracle -n "__fish_coracle_using_subcommand start" -l storage-driver -d 'Accepted for compatibility; there is one storage driver' -r
complete -c coracle -n "__fish_coracle_using_subcommand start" -l storage-opt -d 'How new containers\' files are served: union.plan=userspace, hybrid or direct' -r
complete -c coracle -n "__fish_coracle_using_subcommand start" -l detach-keys -d 'Keys that end the session and leave the container running; nothing turns them off (default: ctrl-p,ctrl-q)' -r
complete -c coracle -n "__fish_coracle_using_subcommand start" -s f -l filter -d 'Start only containers that match, as in `coracle ps`' -r
complete -c coracle -n "__fish_coracle_using_subcommand start" -l sig-proxy -d 'Pass signals on to the container, when attached' -r -f -a "true\t''
false\t''"
complete -c coracle -n "__fish_coracle_using_subcommand start" -l noout -d 'Write nothing to standard output'
complete -c coracle -n "__fish_coracle_using_subcommand start" -l syslog -d 'Accepted for compatibility: messages go to standard error'
complete -c coracle -n "__fish_coracle_using_subcommand start" -l all -d 'Start all containers'
complete -c coracle -n "__fish_coracle_using_subcommand start" -s a -l attach -d 'Attach to the container\'s output and exit with its status'
complete -c coracle -n "__fish_coracle_using_subcommand start" -s i -l interactive -d 'Attach standard input too'
complete -c coracle -n "__fish_coracle_using_subcommand start" -s l -l latest -d 'Use the container that was made last'
complete -c coracle -n "__fish_coracle_using_subcommand start" -s h -l help -d 'Print help'
complete -c coracle -n "__fish_coracle_using_subcommand stats" -l log-level -d 'Log messages at and above this level to standard error' -r -f -a "trace\t''
debug\t''
info\t''
warn\t''
error\t''"
complete -c coracle -n "__fish_coracle_using_subcommand stats" -l events-backend -d 'Accepted for compatibility; events are kept in files' -r -f -a "file\t''"
complete -c coracle -n "__fish_coracle_using_subcommand stats" -l default-mounts-file -d 'Accepted to be refused: a file of mounts that every container would get' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand stats" -l hooks-dir -d 'Accepted to be refused: programs that the runtime would call' -r
complete -c coracle -n "__fish_coracle_using_subcommand stats" -l out -d 'Write to this file what goes to standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand stats" -l root -d 'Directory for images and containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand stats" -l runroot -d 'Directory for the state of running containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand stats" -l runtime -d 'Accepted for compatibility: the runtime is built in' -r
complete -c coracle -n "__fish_coracle_using_subcommand stats" -l runtime-flag -d 'Accepted for compatibility, as --runtime' -r
complete -c coracle -n "__fish_coracle_using_subcommand stats" -l storage-driver -d 'Accepted for compatibility; there is one storage driver' -r
complete -c coracle -n "__fish_coracle_using_subcommand stats" -l storage-opt -d 'How new containers\' files are served: union.plan=userspace, hybrid or direct' -r
complete -c coracle -n "__fish_coracle_using_subcommand stats" -l format -d 'Print json, or each container with a Go template' -r
complete -c coracle -n "__fish_coracle_using_subcommand stats" -s i -l interval -d 'Seconds between two looks' -r
complete -c coracle -n "__fish_coracle_using_subcommand stats" -l noout -d 'Write nothing to standard output'
complete -c coracle -n "__fish_coracle_using_subcommand stats" -l syslog -d 'Accepted for compatibility: messages go to standard error'
complete -c coracle -n "__fish_coracle_using_subcommand stats" -s a -l all -d 'Show containers that do not run, too'
complete -c coracle -n "__fish_coracle_using_subcommand stats" -s l -l latest -d 'Use the container that was made last'
complete -c coracle -n "__fish_coracle_using_subcommand stats" -l no-reset -d 'Print below what was printed before, instead of clearing the screen'
complete -c coracle -n "__fish_coracle_using_subcommand stats" -l no-stream -d 'Print once'
complete -c coracle -n "__fish_coracle_using_subcommand stats" -l no-trunc -d 'Print whole IDs'
complete -c coracle -n "__fish_coracle_using_subcommand stats" -s h -l help -d 'Print help'
complete -c coracle -n "__fish_coracle_using_subcommand stop" -l log-level -d 'Log messages at and above this level to standard error' -r -f -a "trace\t''
debug\t''
info\t''
warn\t''
error\t''"
complete -c coracle -n "__fish_coracle_using_subcommand stop" -l events-backend -d 'Accepted for compatibility; events are kept in files' -r -f -a "file\t''"
complete -c coracle -n "__fish_coracle_using_subcommand stop" -l default-mounts-file -d 'Accepted to be refused: a file of mounts that every container would get' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand stop" -l hooks-dir -d 'Accepted to be refused: programs that the runtime would call' -r
complete -c coracle -n "__fish_coracle_using_subcommand stop" -l out -d 'Write to this file what goes to standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand stop" -l root -d 'Directory for images and containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand stop" -l runroot -d 'Directory for the state of running containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand stop" -l runtime -d 'Accepted for compatibility: the runtime is built in' -r
complete -c coracle -n "__fish_coracle_using_subcommand stop" -l runtime-flag -d 'Accepted for compatibility, as --runtime' -r
complete -c coracle -n "__fish_coracle_using_subcommand stop" -l storage-driver -d 'Accepted for compatibility; there is one storage driver' -r
complete -c coracle -n "__fish_coracle_using_subcommand stop" -l storage-opt -d 'How new containers\' files are served: union.plan=userspace, hybrid or direct' -r
complete -c coracle -n "__fish_coracle_using_subcommand stop" -s t -l time -l timeout -d 'Seconds to wait before the container is killed; the default is the container\'s own' -r
complete -c coracle -n "__fish_coracle_using_subcommand stop" -l cidfile -d 'Read a container\'s ID from a file' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand stop" -s f -l filter -d 'Choose containers that match, as in `coracle ps`' -r
complete -c coracle -n "__fish_coracle_using_subcommand stop" -l noout -d 'Write nothing to standard output'
complete -c coracle -n "__fish_coracle_using_subcommand stop" -l syslog -d 'Accepted for compatibility: messages go to standard error'
complete -c coracle -n "__fish_coracle_using_subcommand stop" -s a -l all -d 'Stop all containers that run'
complete -c coracle -n "__fish_coracle_using_subcommand stop" -s i -l ignore -d 'A container that is not there is no error'
complete -c coracle -n "__fish_coracle_using_subcommand stop" -s l -l latest -d 'Use the container that was made last'
complete -c coracle -n "__fish_coracle_using_subcommand stop" -s h -l help -d 'Print help'
complete -c coracle -n "__fish_coracle_using_subcommand system; and not __fish_seen_subcommand_from check fsck df events import-docker-mirrors info prune reset" -l log-level -d 'Log messages at and above this level to standard error' -r -f -a "trace\t''
debug\t''
info\t''
warn\t''
error\t''"
complete -c coracle -n "__fish_coracle_using_subcommand system; and not __fish_seen_subcommand_from check fsck df events import-docker-mirrors info prune reset" -l events-backend -d 'Accepted for compatibility; events are kept in files' -r -f -a "file\t''"
complete -c coracle -n "__fish_coracle_using_subcommand system; and not __fish_seen_subcommand_from check fsck df events import-docker-mirrors info prune reset" -l default-mounts-file -d 'Accepted to be refused: a file of mounts that every container would get' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand system; and not __fish_seen_subcommand_from check fsck df events import-docker-mirrors info prune reset" -l hooks-dir -d 'Accepted to be refused: programs that the runtime would call' -r
complete -c coracle -n "__fish_coracle_using_subcommand system; and not __fish_seen_subcommand_from check fsck df events import-docker-mirrors info prune reset" -l out -d 'Write to this file what goes to standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand system; and not __fish_seen_subcommand_from check fsck df events import-docker-mirrors info prune reset" -l root -d 'Directory for images and containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand system; and not __fish_seen_subcommand_from check fsck df events import-docker-mirrors info prune reset" -l runroot -d 'Directory for the state of running containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand system; and not __fish_seen_subcommand_from check fsck df events import-docker-mirrors info prune reset" -l runtime -d 'Accepted for compatibility: the runtime is built in' -r
complete -c coracle -n "__fish_coracle_using_subcommand system; and not __fish_seen_subcommand_from check fsck df events import-docker-mirrors info prune reset" -l runtime-flag -d 'Accepted for compatibility, as --runtime' -r
complete -c coracle -n "__fish_coracle_using_subcommand system; and not __fish_seen_subcommand_from check fsck df events import-docker-mirrors info prune reset" -l storage-driver -d 'Accepted for compatibility; there is one storage driver' -r
complete -c coracle -n "__fish_coracle_using_subcommand system; and not __fish_seen_subcommand_from check fsck df events import-docker-mirrors info prune reset" -l storage-opt -d 'How new containers\' files are served: union.plan=userspace, hybrid or direct' -r
complete -c coracle -n "__fish_coracle_using_subcommand system; and not __fish_seen_subcommand_from check fsck df events import-docker-mirrors info prune reset" -l noout -d 'Write nothing to standard output'
complete -c coracle -n "__fish_coracle_using_subcommand system; and not __fish_seen_subcommand_from check fsck df events import-docker-mirrors info prune reset" -l syslog -d 'Accepted for compatibility: messages go to standard error'
complete -c coracle -n "__fish_coracle_using_subcommand system; and not __fish_seen_subcommand_from check fsck df events import-docker-mirrors info prune reset" -s h -l help -d 'Print help'
complete -c coracle -n "__fish_coracle_using_subcommand system; and not __fish_seen_subcommand_from check fsck df events import-docker-mirrors info prune reset" -f -a "check" -d 'Verify everything in the store'
complete -c coracle -n "__fish_coracle_using_subcommand system; and not __fish_seen_subcommand_from check fsck df events import-docker-mirrors info prune reset" -f -a "fsck" -d 'Verify everything in the store'
complete -c coracle -n "__fish_coracle_using_subcommand system; and not __fish_seen_subcommand_from check fsck df events import-docker-mirrors info prune reset" -f -a "df" -d 'Show how much space everything takes'
complete -c coracle -n "__fish_coracle_using_subcommand system; and not __fish_seen_subcommand_from check fsck df events import-docker-mirrors info prune reset" -f -a "events" -d 'Show what happens to containers, images, volumes and secrets'
complete -c coracle -n "__fish_coracle_using_subcommand system; and not __fish_seen_subcommand_from check fsck df events import-docker-mirrors info prune reset" -f -a "import-docker-mirrors" -d 'Take over the mirrors that docker uses'
complete -c coracle -n "__fish_coracle_using_subcommand system; and not __fish_seen_subcommand_from check fsck df events import-docker-mirrors info prune reset" -f -a "info" -d 'Show what this engine and this host are like'
complete -c coracle -n "__fish_coracle_using_subcommand system; and not __fish_seen_subcommand_from check fsck df events import-docker-mirrors info prune reset" -f -a "prune" -d 'Remove what is not in use'
complete -c coracle -n "__fish_coracle_using_subcommand system; and not __fish_seen_subcommand_from check fsck df events import-docker-mirrors info prune reset" -f -a "reset" -d 'Remove everything that coracle has made'
complete -c coracle -n "__fish_coracle_using_subcommand system; and __fish_seen_subcommand_from check" -l log-level -d 'Log messages at and above this level to standard error' -r -f -a "trace\t''
debug\t''
info\t''
warn\t''
error\t''"
complete -c coracle -n "__fish_coracle_using_subcommand system; and __fish_seen_subcommand_from check" -l events-backend -d 'Accepted for compatibility; events are kept in files' -r -f -a "file\t''"
complete -c coracle -n "__fish_coracle_using_subcommand system; and __fish_seen_subcommand_from check" -l default-mounts-file -d 'Accepted to be refused: a file of mounts that every container would get' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand system; and __fish_seen_subcommand_from check" -l hooks-dir -d 'Accepted to be refused: programs that the runtime would call' -r
complete -c coracle -n "__fish_coracle_using_subcommand system; and __fish_seen_subcommand_from check" -l out -d 'Write to this file what goes to standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand system; and __fish_seen_subcommand_from check" -l root -d 'Directory for images and containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand system; and __fish_seen_subcommand_from check" -l runroot -d 'Directory for the state of running containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand system; and __fish_seen_subcommand_from check" -l runtime -d 'Accepted for compatibility: the runtime is built in' -r
complete -c coracle -n "__fish_coracle_using_subcommand system; and __fish_seen_subcommand_from check" -l runtime-flag -d 'Accepted for compatibility, as --runtime' -r
complete -c coracle -n "__fish_coracle_using_subcommand system; and __fish_seen_subcommand_from check" -l storage-driver -d 'Accepted for compatibility; there is one storage driver' -r
complete -c coracle -n "__fish_coracle_using_subcommand system; and __fish_seen_subcommand_from check" -l storage-opt -d 'How new containers\' files are served: union.plan=userspace, hybrid or direct' -r
complete -c coracle -n "__fish_coracle_using_subcommand system; and __fish_seen_subcommand_from check" -s m -l max -d 'Layers that no image has may be so old' -r
complete -c coracle -n "__fish_coracle_using_subcommand system; and __fish_seen_subcommand_from check" -l noout -d 'Write nothing to standard output'
complete -c coracle -n "__fish_coracle_using_subcommand system; and __fish_seen_subcommand_from check" -l syslog -d 'Accepted for compatibility: messages go to standard error'
complete -c coracle -n "__fish_coracle_using_subcommand system; and __fish_seen_subcommand_from check" -s f -l force -d 'With --repair, remove images that cannot be mended, and the containers made from them'
complete -c coracle -n "__fish_coracle_using_subcommand system; and __fish_seen_subcommand_from check" -s q -l quick -d 'Do not read contents'
complete -c coracle -n "__fish_coracle_using_subcommand system; and __fish_seen_subcommand_from check" -s r -l repair -d 'Mend what is damaged'
complete -c coracle -n "__fish_coracle_using_subcommand system; and __fish_seen_subcommand_from check" -s h -l help -d 'Print help'
complete -c coracle -n "__fish_coracle_using_subcommand system; and __fish_seen_subcommand_from fsck" -l log-level -d 'Log messages at and above this level to standard error' -r -f -a "trace\t''
debug\t''
info\t''
warn\t''
error\t''"
complete -c coracle -n "__fish_coracle_using_subcommand system; and __fish_seen_subcommand_from fsck" -l events-backend -d 'Accepted for compatibility; events are kept in files' -r -f -a "file\t''"
complete -c coracle -n "__fish_coracle_using_subcommand system; and __fish_seen_subcommand_from fsck" -l default-mounts-file -d 'Accepted to be refused: a file of mounts that every container would get' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand system; and __fish_seen_subcommand_from fsck" -l hooks-dir -d 'Accepted to be refused: programs that the runtime would call' -r
complete -c coracle -n "__fish_coracle_using_subcommand system; and __fish_seen_subcommand_from fsck" -l out -d 'Write to this file what goes to standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand system; and __fish_seen_subcommand_from fsck" -l root -d 'Directory for images and containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand system; and __fish_seen_subcommand_from fsck" -l runroot -d 'Directory for the state of running containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand system; and __fish_seen_subcommand_from fsck" -l runtime -d 'Accepted for compatibility: the runtime is built in' -r
complete -c coracle -n "__fish_coracle_using_subcommand system; and __fish_seen_subcommand_from fsck" -l runtime-flag -d 'Accepted for compatibility, as --runtime' -r
complete -c coracle -n "__fish_coracle_using_subcommand system; and __fish_seen_subcommand_from fsck" -l storage-driver -d 'Accepted for compatibility; there is one storage driver' -r
complete -c coracle -n "__fish_coracle_using_subcommand system; and __fish_seen_subcommand_from fsck" -l storage-opt -d 'How new containers\' files are served: union.plan=userspace, hybrid or direct' -r
complete -c coracle -n "__fish_coracle_using_subcommand system; and __fish_seen_subcommand_from fsck" -s m -l max -d 'Layers that no image has may be so old' -r
complete -c coracle -n "__fish_coracle_using_subcommand system; and __fish_seen_subcommand_from fsck" -l noout -d 'Write nothing to standard output'
complete -c coracle -n "__fish_coracle_using_subcommand system; and __fish_seen_subcommand_from fsck" -l syslog -d 'Accepted for compatibility: messages go to standard error'
complete -c coracle -n "__fish_coracle_using_subcommand system; and __fish_seen_subcommand_from fsck" -s f -l force -d 'With --repair, remove images that cannot be mended, and the containers made from them'
complete -c coracle -n "__fish_coracle_using_subcommand system; and __fish_seen_subcommand_from fsck" -s q -l quick -d 'Do not read contents'
complete -c coracle -n "__fish_coracle_using_subcommand system; and __fish_seen_subcommand_from fsck" -s r -l repair -d 'Mend what is damaged'
complete -c coracle -n "__fish_coracle_using_subcommand system; and __fish_seen_subcommand_from fsck" -s h -l help -d 'Print help'
complete -c coracle -n "__fish_coracle_using_subcommand system; and __fish_seen_subcommand_from df" -l log-level -d 'Log messages at and above this level to standard error' -r -f -a "trace\t''
debug\t''
info\t''
warn\t''
error\t''"
complete -c coracle -n "__fish_coracle_using_subcommand system; and __fish_seen_subcommand_from df" -l events-backend -d 'Accepted for compatibility; events are kept in files' -r -f -a "file\t''"
complete -c coracle -n "__fish_coracle_using_subcommand system; and __fish_seen_subcommand_from df" -l default-mounts-file -d 'Accepted to be refused: a file of mounts that every container would get' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand system; and __fish_seen_subcommand_from df" -l hooks-dir -d 'Accepted to be refused: programs that the runtime would call' -r
complete -c coracle -n "__fish_coracle_using_subcommand system; and __fish_seen_subcommand_from df" -l out -d 'Write to this file what goes to standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand system; and __fish_seen_subcommand_from df" -l root -d 'Directory for images and containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand system; and __fish_seen_subcommand_from df" -l runroot -d 'Directory for the state of running containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand system; and __fish_seen_subcommand_from df" -l runtime -d 'Accepted for compatibility: the runtime is built in' -r
complete -c coracle -n "__fish_coracle_using_subcommand system; and __fish_seen_subcommand_from df" -l runtime-flag -d 'Accepted for compatibility, as --runtime' -r
complete -c coracle -n "__fish_coracle_using_subcommand system; and __fish_seen_subcommand_from df" -l storage-driver -d 'Accepted for compatibility; there is one storage driver' -r
complete -c coracle -n "__fish_coracle_using_subcommand system; and __fish_seen_subcommand_from df" -l storage-opt -d 'How new containers\' files are served: union.plan=userspace, hybrid or direct' -r
complete -c coracle -n "__fish_coracle_using_subcommand system; and __fish_seen_subcommand_from df" -l format -d 'Print as json, as a table, or with a Go template' -r
complete -c coracle -n "__fish_coracle_using_subcommand system; and __fish_seen_subcommand_from df" -l noout -d 'Write nothing to standard output'
complete -c coracle -n "__fish_coracle_using_subcommand system; and __fish_seen_subcommand_from df" -l syslog -d 'Accepted for compatibility: messages go to standard error'
complete -c coracle -n "__fish_coracle_using_subcommand system; and __fish_seen_subcommand_from df" -s v -l verbose -d 'Show each image, container and volume'
complete -c coracle -n "__fish_coracle_using_subcommand system; and __fish_seen_subcommand_from df" -s h -l help -d 'Print help'
complete -c coracle -n "__fish_coracle_using_subcommand system; and __fish_seen_subcommand_from events" -l log-level -d 'Log messages at and above this level to standard error' -r -f -a "trace\t''
debug\t''
info\t''
warn\t''
error\t''"
complete -c coracle -n "__fish_coracle_using_subcommand system; and __fish_seen_subcommand_from events" -l events-backend -d 'Accepted for compatibility; events are kept in files' -r -f -a "file\t''"
complete -c coracle -n "__fish_coracle_using_subcommand system; and __fish_seen_subcommand_from events" -l default-mounts-file -d 'Accepted to be refused: a file of mounts that every container would get' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand system; and __fish_seen_subcommand_from events" -l hooks-dir -d 'Accepted to be refused: programs that the runtime would call' -r
complete -c coracle -n "__fish_coracle_using_subcommand system; and __fish_seen_subcommand_from events" -l out -d 'Write to this file what goes to standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand system; and __fish_seen_subcommand_from events" -l root -d 'Directory for images and containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand system; and __fish_seen_subcommand_from events" -l runroot -d 'Directory for the state of running containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand system; and __fish_seen_subcommand_from events" -l runtime -d 'Accepted for compatibility: the runtime is built in' -r
complete -c coracle -n "__fish_coracle_using_subcommand system; and __fish_seen_subcommand_from events" -l runtime-flag -d 'Accepted for compatibility, as --runtime' -r
complete -c coracle -n "__fish_coracle_using_subcommand system; and __fish_seen_subcommand_from events" -l storage-driver -d 'Accepted for compatibility; there is one storage driver' -r
complete -c coracle -n "__fish_coracle_using_subcommand system; and __fish_seen_subcommand_from events" -l storage-opt -d 'How new containers\' files are served: union.plan=userspace, hybrid or direct' -r
complete -c coracle -n "__fish_coracle_using_subcommand system; and __fish_seen_subcommand_from events" -s f -l filter -d 'Show what matches: container, event, image, label, secret, type or volume' -r
complete -c coracle -n "__fish_coracle_using_subcommand system; and __fish_seen_subcommand_from events" -l format -d 'Print each event as JSON, or as a Go template says' -r
complete -c coracle -n "__fish_coracle_using_subcommand system; and __fish_seen_subcommand_from events" -l no-trunc -d 'Show whole IDs' -r -f -a "true\t''
false\t''"
complete -c coracle -n "__fish_coracle_using_subcommand system; and __fish_seen_subcommand_from events" -l since -d 'Show what has happened since a time, such as 10m or 2026-01-31T12:00:00Z' -r
complete -c coracle -n "__fish_coracle_using_subcommand system; and __fish_seen_subcommand_from events" -l stream -d 'Go on as things happen' -r -f -a "true\t''
false\t''"
complete -c coracle -n "__fish_coracle_using_subcommand system; and __fish_seen_subcommand_from events" -l until -d 'Show what happens until a time; 10m means ten minutes from now' -r
complete -c coracle -n "__fish_coracle_using_subcommand system; and __fish_seen_subcommand_from events" -l noout -d 'Write nothing to standard output'
complete -c coracle -n "__fish_coracle_using_subcommand system; and __fish_seen_subcommand_from events" -l syslog -d 'Accepted for compatibility: messages go to standard error'
complete -c coracle -n "__fish_coracle_using_subcommand system; and __fish_seen_subcommand_from events" -s h -l help -d 'Print help'
complete -c coracle -n "__fish_coracle_using_subcommand system; and __fish_seen_subcommand_from import-docker-mirrors" -l log-level -d 'Log messages at and above this level to standard error' -r -f -a "trace\t''
debug\t''
info\t''
warn\t''
error\t''"
complete -c coracle -n "__fish_coracle_using_subcommand system; and __fish_seen_subcommand_from import-docker-mirrors" -l events-backend -d 'Accepted for compatibility; events are kept in files' -r -f -a "file\t''"
complete -c coracle -n "__fish_coracle_using_subcommand system; and __fish_seen_subcommand_from import-docker-mirrors" -l default-mounts-file -d 'Accepted to be refused: a file of mounts that every container would get' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand system; and __fish_seen_subcommand_from import-docker-mirrors" -l hooks-dir -d 'Accepted to be refused: programs that the runtime would call' -r
complete -c coracle -n "__fish_coracle_using_subcommand system; and __fish_seen_subcommand_from import-docker-mirrors" -l out -d 'Write to this file what goes to standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand system; and __fish_seen_subcommand_from import-docker-mirrors" -l root -d 'Directory for images and containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand system; and __fish_seen_subcommand_from import-docker-mirrors" -l runroot -d 'Directory for the state of running containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand system; and __fish_seen_subcommand_from import-docker-mirrors" -l runtime -d 'Accepted for compatibility: the runtime is built in' -r
complete -c coracle -n "__fish_coracle_using_subcommand system; and __fish_seen_subcommand_from import-docker-mirrors" -l runtime-flag -d 'Accepted for compatibility, as --runtime' -r
complete -c coracle -n "__fish_coracle_using_subcommand system; and __fish_seen_subcommand_from import-docker-mirrors" -l storage-driver -d 'Accepted for compatibility; there is one storage driver' -r
complete -c coracle -n "__fish_coracle_using_subcommand system; and __fish_seen_subcommand_from import-docker-mirrors" -l storage-opt -d 'How new containers\' files are served: union.plan=userspace, hybrid or direct' -r
complete -c coracle -n "__fish_coracle_using_subcommand system; and __fish_seen_subcommand_from import-docker-mirrors" -l noout -d 'Write nothing to standard output'
complete -c coracle -n "__fish_coracle_using_subcommand system; and __fish_seen_subcommand_from import-docker-mirrors" -l syslog -d 'Accepted for compatibility: messages go to standard error'
complete -c coracle -n "__fish_coracle_using_subcommand system; and __fish_seen_subcommand_from import-docker-mirrors" -s h -l help -d 'Print help'
complete -c coracle -n "__fish_coracle_using_subcommand system; and __fish_seen_subcommand_from info" -l log-level -d 'Log messages at and above this level to standard error' -r -f -a "trace\t''
debug\t''
info\t''
warn\t''
error\t''"
complete -c coracle -n "__fish_coracle_using_subcommand system; and __fish_seen_subcommand_from info" -l events-backend -d 'Accepted for compatibility; events are kept in files' -r -f -a "file\t''"
complete -c coracle -n "__fish_coracle_using_subcommand system; and __fish_seen_subcommand_from info" -l default-mounts-file -d 'Accepted to be refused: a file of mounts that every container would get' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand system; and __fish_seen_subcommand_from info" -l hooks-dir -d 'Accepted to be refused: programs that the runtime would call' -r
complete -c coracle -n "__fish_coracle_using_subcommand system; and __fish_seen_subcommand_from info" -l out -d 'Write to this file what goes to standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand system; and __fish_seen_subcommand_from info" -l root -d 'Directory for images and containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand system; and __fish_seen_subcommand_from info" -l runroot -d 'Directory for the state of running containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand system; and __fish_seen_subcommand_from info" -l runtime -d 'Accepted for compatibility: the runtime is built in' -r
complete -c coracle -n "__fish_coracle_using_subcommand system; and __fish_seen_subcommand_from info" -l runtime-flag -d 'Accepted for compatibility, as --runtime' -r
complete -c coracle -n "__fish_coracle_using_subcommand system; and __fish_seen_subcommand_from info" -l storage-driver -d 'Accepted for compatibility; there is one storage driver' -r
complete -c coracle -n "__fish_coracle_using_subcommand system; and __fish_seen_subcommand_from info" -l storage-opt -d 'How new containers\' files are served: union.plan=userspace, hybrid or direct' -r
complete -c coracle -n "__fish_coracle_using_subcommand system; and __fish_seen_subcommand_from info" -s f -l format -d 'Print as json or with a Go template' -r
complete -c coracle -n "__fish_coracle_using_subcommand system; and __fish_seen_subcommand_from info" -l noout -d 'Write nothing to standard output'
complete -c coracle -n "__fish_coracle_using_subcommand system; and __fish_seen_subcommand_from info" -l syslog -d 'Accepted for compatibility: messages go to standard error'
complete -c coracle -n "__fish_coracle_using_subcommand system; and __fish_seen_subcommand_from info" -s h -l help -d 'Print help'
complete -c coracle -n "__fish_coracle_using_subcommand system; and __fish_seen_subcommand_from prune" -l log-level -d 'Log messages at and above this level to standard error' -r -f -a "trace\t''
debug\t''
info\t''
warn\t''
error\t''"
complete -c coracle -n "__fish_coracle_using_subcommand system; and __fish_seen_subcommand_from prune" -l events-backend -d 'Accepted for compatibility; events are kept in files' -r -f -a "file\t''"
complete -c coracle -n "__fish_coracle_using_subcommand system; and __fish_seen_subcommand_from prune" -l default-mounts-file -d 'Accepted to be refused: a file of mounts that every container would get' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand system; and __fish_seen_subcommand_from prune" -l hooks-dir -d 'Accepted to be refused: programs that the runtime would call' -r
complete -c coracle -n "__fish_coracle_using_subcommand system; and __fish_seen_subcommand_from prune" -l out -d 'Write to this file what goes to standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand system; and __fish_seen_subcommand_from prune" -l root -d 'Directory for images and containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand system; and __fish_seen_subcommand_from prune" -l runroot -d 'Directory for the state of running containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand system; and __fish_seen_subcommand_from prune" -l runtime -d 'Accepted for compatibility: the runtime is built in' -r
complete -c coracle -n "__fish_coracle_using_subcommand system; and __fish_seen_subcommand_from prune" -l runtime-flag -d 'Accepted for compatibility, as --runtime' -r
complete -c coracle -n "__fish_coracle_using_subcommand system; and __fish_seen_subcommand_from prune" -l storage-driver -d 'Accepted for compatibility; there is one storage driver' -r
complete -c coracle -n "__fish_coracle_using_subcommand system; and __fish_seen_subcommand_from prune" -l storage-opt -d 'How new containers\' files are served: union.plan=userspace, hybrid or direct' -r
complete -c coracle -n "__fish_coracle_using_subcommand system; and __fish_seen_subcommand_from prune" -l filter -d 'Remove only what matches: label=, label!= or until=' -r
complete -c coracle -n "__fish_coracle_using_subcommand system; and __fish_seen_subcommand_from prune" -l noout -d 'Write nothing to standard output'
complete -c coracle -n "__fish_coracle_using_subcommand system; and __fish_seen_subcommand_from prune" -l syslog -d 'Accepted for compatibility: messages go to standard error'
complete -c coracle -n "__fish_coracle_using_subcommand system; and __fish_seen_subcommand_from prune" -s a -l all -d 'Remove all images that no container uses'
complete -c coracle -n "__fish_coracle_using_subcommand system; and __fish_seen_subcommand_from prune" -s f -l force -d 'Do not ask'
complete -c coracle -n "__fish_coracle_using_subcommand system; and __fish_seen_subcommand_from prune" -l volumes -d 'Remove volumes too'
complete -c coracle -n "__fish_coracle_using_subcommand system; and __fish_seen_subcommand_from prune" -s h -l help -d 'Print help'
complete -c coracle -n "__fish_coracle_using_subcommand system; and __fish_seen_subcommand_from reset" -l log-level -d 'Log messages at and above this level to standard error' -r -f -a "trace\t''
debug\t''
info\t''
warn\t''
error\t''"
complete -c coracle -n "__fish_coracle_using_subcommand system; and __fish_seen_subcommand_from reset" -l events-backend -d 'Accepted for compatibility; events are kept in files' -r -f -a "file\t''"
complete -c coracle -n "__fish_coracle_using_subcommand system; and __fish_seen_subcommand_from reset" -l default-mounts-file -d 'Accepted to be refused: a file of mounts that every container would get' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand system; and __fish_seen_subcommand_from reset" -l hooks-dir -d 'Accepted to be refused: programs that the runtime would call' -r
complete -c coracle -n "__fish_coracle_using_subcommand system; and __fish_seen_subcommand_from reset" -l out -d 'Write to this file what goes to standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand system; and __fish_seen_subcommand_from reset" -l root -d 'Directory for images and containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand system; and __fish_seen_subcommand_from reset" -l runroot -d 'Directory for the state of running containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand system; and __fish_seen_subcommand_from reset" -l runtime -d 'Accepted for compatibility: the runtime is built in' -r
complete -c coracle -n "__fish_coracle_using_subcommand system; and __fish_seen_subcommand_from reset" -l runtime-flag -d 'Accepted for compatibility, as --runtime' -r
complete -c coracle -n "__fish_coracle_using_subcommand system; and __fish_seen_subcommand_from reset" -l storage-driver -d 'Accepted for compatibility; there is one storage driver' -r
complete -c coracle -n "__fish_coracle_using_subcommand system; and __fish_seen_subcommand_from reset" -l storage-opt -d 'How new containers\' files are served: union.plan=userspace, hybrid or direct' -r
complete -c coracle -n "__fish_coracle_using_subcommand system; and __fish_seen_subcommand_from reset" -l noout -d 'Write nothing to standard output'
complete -c coracle -n "__fish_coracle_using_subcommand system; and __fish_seen_subcommand_from reset" -l syslog -d 'Accepted for compatibility: messages go to standard error'
complete -c coracle -n "__fish_coracle_using_subcommand system; and __fish_seen_subcommand_from reset" -s f -l force -d 'Do not ask'
complete -c coracle -n "__fish_coracle_using_subcommand system; and __fish_seen_subcommand_from reset" -s h -l help -d 'Print help'
complete -c coracle -n "__fish_coracle_using_subcommand tag" -l log-level -d 'Log messages at and above this level to standard error' -r -f -a "trace\t''
debug\t''
info\t''
warn\t''
error\t''"
complete -c coracle -n "__fish_coracle_using_subcommand tag" -l events-backend -d 'Accepted for compatibility; events are kept in files' -r -f -a "file\t''"
complete -c coracle -n "__fish_coracle_using_subcommand tag" -l default-mounts-file -d 'Accepted to be refused: a file of mounts that every container would get' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand tag" -l hooks-dir -d 'Accepted to be refused: programs that the runtime would call' -r
complete -c coracle -n "__fish_coracle_using_subcommand tag" -l out -d 'Write to this file what goes to standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand tag" -l root -d 'Directory for images and containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand tag" -l runroot -d 'Directory for the state of running containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand tag" -l runtime -d 'Accepted for compatibility: the runtime is built in' -r
complete -c coracle -n "__fish_coracle_using_subcommand tag" -l runtime-flag -d 'Accepted for compatibility, as --runtime' -r
complete -c coracle -n "__fish_coracle_using_subcommand tag" -l storage-driver -d 'Accepted for compatibility; there is one storage driver' -r
complete -c coracle -n "__fish_coracle_using_subcommand tag" -l storage-opt -d 'How new containers\' files are served: union.plan=userspace, hybrid or direct' -r
complete -c coracle -n "__fish_coracle_using_subcommand tag" -l noout -d 'Write nothing to standard output'
complete -c coracle -n "__fish_coracle_using_subcommand tag" -l syslog -d 'Accepted for compatibility: messages go to standard error'
complete -c coracle -n "__fish_coracle_using_subcommand tag" -s h -l help -d 'Print help'
complete -c coracle -n "__fish_coracle_using_subcommand top" -l log-level -d 'Log messages at and above this level to standard error' -r -f -a "trace\t''
debug\t''
info\t''
warn\t''
error\t''"
complete -c coracle -n "__fish_coracle_using_subcommand top" -l events-backend -d 'Accepted for compatibility; events are kept in files' -r -f -a "file\t''"
complete -c coracle -n "__fish_coracle_using_subcommand top" -l default-mounts-file -d 'Accepted to be refused: a file of mounts that every container would get' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand top" -l hooks-dir -d 'Accepted to be refused: programs that the runtime would call' -r
complete -c coracle -n "__fish_coracle_using_subcommand top" -l out -d 'Write to this file what goes to standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand top" -l root -d 'Directory for images and containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand top" -l runroot -d 'Directory for the state of running containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand top" -l runtime -d 'Accepted for compatibility: the runtime is built in' -r
complete -c coracle -n "__fish_coracle_using_subcommand top" -l runtime-flag -d 'Accepted for compatibility, as --runtime' -r
complete -c coracle -n "__fish_coracle_using_subcommand top" -l storage-driver -d 'Accepted for compatibility; there is one storage driver' -r
complete -c coracle -n "__fish_coracle_using_subcommand top" -l storage-opt -d 'How new containers\' files are served: union.plan=userspace, hybrid or direct' -r
complete -c coracle -n "__fish_coracle_using_subcommand top" -l noout -d 'Write nothing to standard output'
complete -c coracle -n "__fish_coracle_using_subcommand top" -l syslog -d 'Accepted for compatibility: messages go to standard error'
complete -c coracle -n "__fish_coracle_using_subcommand top" -s l -l latest -d 'Use the container that was made last'
complete -c coracle -n "__fish_coracle_using_subcommand top" -s h -l help -d 'Print help'
complete -c coracle -n "__fish_coracle_using_subcommand umount" -l log-level -d 'Log messages at and above this level to standard error' -r -f -a "trace\t''
debug\t''
info\t''
warn\t''
error\t''"
complete -c coracle -n "__fish_coracle_using_subcommand umount" -l events-backend -d 'Accepted for compatibility; events are kept in files' -r -f -a "file\t''"
complete -c coracle -n "__fish_coracle_using_subcommand umount" -l default-mounts-file -d 'Accepted to be refused: a file of mounts that every container would get' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand umount" -l hooks-dir -d 'Accepted to be refused: programs that the runtime would call' -r
complete -c coracle -n "__fish_coracle_using_subcommand umount" -l out -d 'Write to this file what goes to standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand umount" -l root -d 'Directory for images and containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand umount" -l runroot -d 'Directory for the state of running containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand umount" -l runtime -d 'Accepted for compatibility: the runtime is built in' -r
complete -c coracle -n "__fish_coracle_using_subcommand umount" -l runtime-flag -d 'Accepted for compatibility, as --runtime' -r
complete -c coracle -n "__fish_coracle_using_subcommand umount" -l storage-driver -d 'Accepted for compatibility; there is one storage driver' -r
complete -c coracle -n "__fish_coracle_using_subcommand umount" -l storage-opt -d 'How new containers\' files are served: union.plan=userspace, hybrid or direct' -r
complete -c coracle -n "__fish_coracle_using_subcommand umount" -l noout -d 'Write nothing to standard output'
complete -c coracle -n "__fish_coracle_using_subcommand umount" -l syslog -d 'Accepted for compatibility: messages go to standard error'
complete -c coracle -n "__fish_coracle_using_subcommand umount" -s a -l all -d 'All containers that are mounted'
complete -c coracle -n "__fish_coracle_using_subcommand umount" -s f -l force -d 'Take the mount away even if files are in use, or if it is in another mount namespace'
complete -c coracle -n "__fish_coracle_using_subcommand umount" -s l -l latest -d 'Use the container that was made last'
complete -c coracle -n "__fish_coracle_using_subcommand umount" -s h -l help -d 'Print help'
complete -c coracle -n "__fish_coracle_using_subcommand unmount" -l log-level -d 'Log messages at and above this level to standard error' -r -f -a "trace\t''
debug\t''
info\t''
warn\t''
error\t''"
complete -c coracle -n "__fish_coracle_using_subcommand unmount" -l events-backend -d 'Accepted for compatibility; events are kept in files' -r -f -a "file\t''"
complete -c coracle -n "__fish_coracle_using_subcommand unmount" -l default-mounts-file -d 'Accepted to be refused: a file of mounts that every container would get' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand unmount" -l hooks-dir -d 'Accepted to be refused: programs that the runtime would call' -r
complete -c coracle -n "__fish_coracle_using_subcommand unmount" -l out -d 'Write to this file what goes to standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand unmount" -l root -d 'Directory for images and containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand unmount" -l runroot -d 'Directory for the state of running containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand unmount" -l runtime -d 'Accepted for compatibility: the runtime is built in' -r
complete -c coracle -n "__fish_coracle_using_subcommand unmount" -l runtime-flag -d 'Accepted for compatibility, as --runtime' -r
complete -c coracle -n "__fish_coracle_using_subcommand unmount" -l storage-driver -d 'Accepted for compatibility; there is one storage driver' -r
complete -c coracle -n "__fish_coracle_using_subcommand unmount" -l storage-opt -d 'How new containers\' files are served: union.plan=userspace, hybrid or direct' -r
complete -c coracle -n "__fish_coracle_using_subcommand unmount" -l noout -d 'Write nothing to standard output'
complete -c coracle -n "__fish_coracle_using_subcommand unmount" -l syslog -d 'Accepted for compatibility: messages go to standard error'
complete -c coracle -n "__fish_coracle_using_subcommand unmount" -s a -l all -d 'All containers that are mounted'
complete -c coracle -n "__fish_coracle_using_subcommand unmount" -s f -l force -d 'Take the mount away even if files are in use, or if it is in another mount namespace'
complete -c coracle -n "__fish_coracle_using_subcommand unmount" -s l -l latest -d 'Use the container that was made last'
complete -c coracle -n "__fish_coracle_using_subcommand unmount" -s h -l help -d 'Print help'
complete -c coracle -n "__fish_coracle_using_subcommand unpause" -l log-level -d 'Log messages at and above this level to standard error' -r -f -a "trace\t''
debug\t''
info\t''
warn\t''
error\t''"
complete -c coracle -n "__fish_coracle_using_subcommand unpause" -l events-backend -d 'Accepted for compatibility; events are kept in files' -r -f -a "file\t''"
complete -c coracle -n "__fish_coracle_using_subcommand unpause" -l default-mounts-file -d 'Accepted to be refused: a file of mounts that every container would get' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand unpause" -l hooks-dir -d 'Accepted to be refused: programs that the runtime would call' -r
complete -c coracle -n "__fish_coracle_using_subcommand unpause" -l out -d 'Write to this file what goes to standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand unpause" -l root -d 'Directory for images and containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand unpause" -l runroot -d 'Directory for the state of running containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand unpause" -l runtime -d 'Accepted for compatibility: the runtime is built in' -r
complete -c coracle -n "__fish_coracle_using_subcommand unpause" -l runtime-flag -d 'Accepted for compatibility, as --runtime' -r
complete -c coracle -n "__fish_coracle_using_subcommand unpause" -l storage-driver -d 'Accepted for compatibility; there is one storage driver' -r
complete -c coracle -n "__fish_coracle_using_subcommand unpause" -l storage-opt -d 'How new containers\' files are served: union.plan=userspace, hybrid or direct' -r
complete -c coracle -n "__fish_coracle_using_subcommand unpause" -l cidfile -d 'Read a container\'s ID from a file' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand unpause" -s f -l filter -d 'Choose containers that match, as in `coracle ps`' -r
complete -c coracle -n "__fish_coracle_using_subcommand unpause" -l noout -d 'Write nothing to standard output'
complete -c coracle -n "__fish_coracle_using_subcommand unpause" -l syslog -d 'Accepted for compatibility: messages go to standard error'
complete -c coracle -n "__fish_coracle_using_subcommand unpause" -s a -l all -d 'Unpause all containers that are paused'
complete -c coracle -n "__fish_coracle_using_subcommand unpause" -s l -l latest -d 'Use the container that was made last'
complete -c coracle -n "__fish_coracle_using_subcommand unpause" -s h -l help -d 'Print help'
complete -c coracle -n "__fish_coracle_using_subcommand update" -l log-level -d 'Log messages at and above this level to standard error' -r -f -a "trace\t''
debug\t''
info\t''
warn\t''
error\t''"
complete -c coracle -n "__fish_coracle_using_subcommand update" -l events-backend -d 'Accepted for compatibility; events are kept in files' -r -f -a "file\t''"
complete -c coracle -n "__fish_coracle_using_subcommand update" -l default-mounts-file -d 'Accepted to be refused: a file of mounts that every container would get' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand update" -l hooks-dir -d 'Accepted to be refused: programs that the runtime would call' -r
complete -c coracle -n "__fish_coracle_using_subcommand update" -l out -d 'Write to this file what goes to standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand update" -l root -d 'Directory for images and containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand update" -l runroot -d 'Directory for the state of running containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand update" -l runtime -d 'Accepted for compatibility: the runtime is built in' -r
complete -c coracle -n "__fish_coracle_using_subcommand update" -l runtime-flag -d 'Accepted for compatibility, as --runtime' -r
complete -c coracle -n "__fish_coracle_using_subcommand update" -l storage-driver -d 'Accepted for compatibility; there is one storage driver' -r
complete -c coracle -n "__fish_coracle_using_subcommand update" -l storage-opt -d 'How new containers\' files are served: union.plan=userspace, hybrid or direct' -r
complete -c coracle -n "__fish_coracle_using_subcommand update" -l restart -d 'When to start the container again: no, on-failure[:RETRIES], always or unless-stopped' -r
complete -c coracle -n "__fish_coracle_using_subcommand update" -l blkio-weight -d 'Relative weight of block input and output, 10 to 1000' -r
complete -c coracle -n "__fish_coracle_using_subcommand update" -l cpu-period -d 'Microseconds after which the processor time of --cpu-quota is given anew, 1000 to 1000000' -r
complete -c coracle -n "__fish_coracle_using_subcommand update" -l cpu-quota -d 'Microseconds of processor time in each period, -1 for no limit' -r
complete -c coracle -n "__fish_coracle_using_subcommand update" -s c -l cpu-shares -d 'Relative weight of processor time, 1024 by default' -r
complete -c coracle -n "__fish_coracle_using_subcommand update" -l cpuset-cpus -d 'Processors to use, such as 0-3,5' -r
complete -c coracle -n "__fish_coracle_using_subcommand update" -l cpuset-mems -d 'Memory nodes to use, such as 0,1' -r
complete -c coracle -n "__fish_coracle_using_subcommand update" -l cpus -d 'Number of processors, such as 1.5' -r
complete -c coracle -n "__fish_coracle_using_subcommand update" -l device-read-bps -d 'Bytes to read from a block device in a second' -r
complete -c coracle -n "__fish_coracle_using_subcommand update" -l device-read-iops -d 'Reads from a block device in a second' -r
complete -c coracle -n "__fish_coracle_using_subcommand update" -l device-write-bps -d 'Bytes to write to a block device in a second' -r
complete -c coracle -n "__fish_coracle_using_subcommand update" -l device-write-iops -d 'Writes to a block device in a second' -r
complete -c coracle -n "__fish_coracle_using_subcommand update" -l kernel-memory -d 'Accepted for compatibility: cgroup version 2 has no limit of the kernel\'s memory alone' -r
complete -c coracle -n "__fish_coracle_using_subcommand update" -s m -l memory -d 'Memory, such as 512m' -r
complete -c coracle -n "__fish_coracle_using_subcommand update" -l memory-swap -d 'Memory and swap together, -1 for as much swap as there is; twice --memory by default' -r
complete -c coracle -n "__fish_coracle_using_subcommand update" -l memory-reservation -d 'Memory that is not taken away while others have some to spare' -r
complete -c coracle -n "__fish_coracle_using_subcommand update" -l memory-swappiness -d 'Accepted to be refused: cgroup version 2 has no swappiness of a group\'s own' -r
complete -c coracle -n "__fish_coracle_using_subcommand update" -l pids-limit -d 'Number of processes and threads, -1 for no limit; 2048 by default, where it can be had' -r
complete -c coracle -n "__fish_coracle_using_subcommand update" -l health-cmd -d 'Check the container\'s health with this command of a shell, or with the words of a JSON array; none turns checks off' -r
complete -c coracle -n "__fish_coracle_using_subcommand update" -l health-interval -d 'Time between checks; disable runs them by hand only [default: 30s]' -r
complete -c coracle -n "__fish_coracle_using_subcommand update" -l health-log-destination -d 'Keep a copy of the results in this directory; local and events_logger are the engine\'s own places' -r
complete -c coracle -n "__fish_coracle_using_subcommand update" -l health-max-log-count -d 'How many results are kept, 0 for all [default: 5]' -r
complete -c coracle -n "__fish_coracle_using_subcommand update" -l health-max-log-size -d 'How many characters of each output are kept, 0 for all [default: 500]' -r
complete -c coracle -n "__fish_coracle_using_subcommand update" -l health-on-failure -d 'What is done with an unhealthy container: none, kill, restart or stop' -r
complete -c coracle -n "__fish_coracle_using_subcommand update" -l health-retries -d 'Failures in a row that make the container unhealthy [default: 3]' -r
complete -c coracle -n "__fish_coracle_using_subcommand update" -l health-start-interval -d 'Time between checks during the start period, until the first that succeeds' -r
complete -c coracle -n "__fish_coracle_using_subcommand update" -l health-start-period -d 'Time after the start in which failures do not count' -r
complete -c coracle -n "__fish_coracle_using_subcommand update" -l health-startup-cmd -d 'Check with this command first; the check proper begins once it has succeeded' -r
complete -c coracle -n "__fish_coracle_using_subcommand update" -l health-startup-interval -d 'Time between such checks [default: 30s]' -r
complete -c coracle -n "__fish_coracle_using_subcommand update" -l health-startup-retries -d 'Failures of it after which the container is restarted, 0 for never' -r
complete -c coracle -n "__fish_coracle_using_subcommand update" -l health-startup-success -d 'Successes of it that the check proper waits for' -r
complete -c coracle -n "__fish_coracle_using_subcommand update" -l health-startup-timeout -d 'Time that it may take [default: 30s]' -r
complete -c coracle -n "__fish_coracle_using_subcommand update" -l health-timeout -d 'Time that a check may take [default: 30s]' -r
complete -c coracle -n "__fish_coracle_using_subcommand update" -l noout -d 'Write nothing to standard output'
complete -c coracle -n "__fish_coracle_using_subcommand update" -l syslog -d 'Accepted for compatibility: messages go to standard error'
complete -c coracle -n "__fish_coracle_using_subcommand update" -l no-healthcheck -d 'Have no health check, whatever the image says'
complete -c coracle -n "__fish_coracle_using_subcommand update" -s h -l help -d 'Print help'
complete -c coracle -n "__fish_coracle_using_subcommand untag" -l log-level -d 'Log messages at and above this level to standard error' -r -f -a "trace\t''
debug\t''
info\t''
warn\t''
error\t''"
complete -c coracle -n "__fish_coracle_using_subcommand untag" -l events-backend -d 'Accepted for compatibility; events are kept in files' -r -f -a "file\t''"
complete -c coracle -n "__fish_coracle_using_subcommand untag" -l default-mounts-file -d 'Accepted to be refused: a file of mounts that every container would get' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand untag" -l hooks-dir -d 'Accepted to be refused: programs that the runtime would call' -r
complete -c coracle -n "__fish_coracle_using_subcommand untag" -l out -d 'Write to this file what goes to standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand untag" -l root -d 'Directory for images and containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand untag" -l runroot -d 'Directory for the state of running containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand untag" -l runtime -d 'Accepted for compatibility: the runtime is built in' -r
complete -c coracle -n "__fish_coracle_using_subcommand untag" -l runtime-flag -d 'Accepted for compatibility, as --runtime' -r
complete -c coracle -n "__fish_coracle_using_subcommand untag" -l storage-driver -d 'Accepted for compatibility; there is one storage driver' -r
complete -c coracle -n "__fish_coracle_using_subcommand untag" -l storage-opt -d 'How new containers\' files are served: union.plan=userspace, hybrid or direct' -r
complete -c coracle -n "__fish_coracle_using_subcommand untag" -l noout -d 'Write nothing to standard output'
complete -c coracle -n "__fish_coracle_using_subcommand untag" -l syslog -d 'Accepted for compatibility: messages go to standard error'
complete -c coracle -n "__fish_coracle_using_subcommand untag" -s h -l help -d 'Print help'
complete -c coracle -n "__fish_coracle_using_subcommand unshare" -l log-level -d 'Log messages at and above this level to standard error' -r -f -a "trace\t''
debug\t''
info\t''
warn\t''
error\t''"
complete -c coracle -n "__fish_coracle_using_subcommand unshare" -l events-backend -d 'Accepted for compatibility; events are kept in files' -r -f -a "file\t''"
complete -c coracle -n "__fish_coracle_using_subcommand unshare" -l default-mounts-file -d 'Accepted to be refused: a file of mounts that every container would get' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand unshare" -l hooks-dir -d 'Accepted to be refused: programs that the runtime would call' -r
complete -c coracle -n "__fish_coracle_using_subcommand unshare" -l out -d 'Write to this file what goes to standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand unshare" -l root -d 'Directory for images and containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand unshare" -l runroot -d 'Directory for the state of running containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand unshare" -l runtime -d 'Accepted for compatibility: the runtime is built in' -r
complete -c coracle -n "__fish_coracle_using_subcommand unshare" -l runtime-flag -d 'Accepted for compatibility, as --runtime' -r
complete -c coracle -n "__fish_coracle_using_subcommand unshare" -l storage-driver -d 'Accepted for compatibility; there is one storage driver' -r
complete -c coracle -n "__fish_coracle_using_subcommand unshare" -l storage-opt -d 'How new containers\' files are served: union.plan=userspace, hybrid or direct' -r
complete -c coracle -n "__fish_coracle_using_subcommand unshare" -l noout -d 'Write nothing to standard output'
complete -c coracle -n "__fish_coracle_using_subcommand unshare" -l syslog -d 'Accepted for compatibility: messages go to standard error'
complete -c coracle -n "__fish_coracle_using_subcommand unshare" -s h -l help -d 'Print help'
complete -c coracle -n "__fish_coracle_using_subcommand version" -l log-level -d 'Log messages at and above this level to standard error' -r -f -a "trace\t''
debug\t''
info\t''
warn\t''
error\t''"
complete -c coracle -n "__fish_coracle_using_subcommand version" -l events-backend -d 'Accepted for compatibility; events are kept in files' -r -f -a "file\t''"
complete -c coracle -n "__fish_coracle_using_subcommand version" -l default-mounts-file -d 'Accepted to be refused: a file of mounts that every container would get' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand version" -l hooks-dir -d 'Accepted to be refused: programs that the runtime would call' -r
complete -c coracle -n "__fish_coracle_using_subcommand version" -l out -d 'Write to this file what goes to standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand version" -l root -d 'Directory for images and containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand version" -l runroot -d 'Directory for the state of running containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand version" -l runtime -d 'Accepted for compatibility: the runtime is built in' -r
complete -c coracle -n "__fish_coracle_using_subcommand version" -l runtime-flag -d 'Accepted for compatibility, as --runtime' -r
complete -c coracle -n "__fish_coracle_using_subcommand version" -l storage-driver -d 'Accepted for compatibility; there is one storage driver' -r
complete -c coracle -n "__fish_coracle_using_subcommand version" -l storage-opt -d 'How new containers\' files are served: union.plan=userspace, hybrid or direct' -r
complete -c coracle -n "__fish_coracle_using_subcommand version" -s f -l format -d 'Print as json or with a Go template' -r
complete -c coracle -n "__fish_coracle_using_subcommand version" -l noout -d 'Write nothing to standard output'
complete -c coracle -n "__fish_coracle_using_subcommand version" -l syslog -d 'Accepted for compatibility: messages go to standard error'
complete -c coracle -n "__fish_coracle_using_subcommand version" -s h -l help -d 'Print help'
complete -c coracle -n "__fish_coracle_using_subcommand volume; and not __fish_seen_subcommand_from create exists export import inspect ls list prune rm remove" -l log-level -d 'Log messages at and above this level to standard error' -r -f -a "trace\t''
debug\t''
info\t''
warn\t''
error\t''"
complete -c coracle -n "__fish_coracle_using_subcommand volume; and not __fish_seen_subcommand_from create exists export import inspect ls list prune rm remove" -l events-backend -d 'Accepted for compatibility; events are kept in files' -r -f -a "file\t''"
complete -c coracle -n "__fish_coracle_using_subcommand volume; and not __fish_seen_subcommand_from create exists export import inspect ls list prune rm remove" -l default-mounts-file -d 'Accepted to be refused: a file of mounts that every container would get' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand volume; and not __fish_seen_subcommand_from create exists export import inspect ls list prune rm remove" -l hooks-dir -d 'Accepted to be refused: programs that the runtime would call' -r
complete -c coracle -n "__fish_coracle_using_subcommand volume; and not __fish_seen_subcommand_from create exists export import inspect ls list prune rm remove" -l out -d 'Write to this file what goes to standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand volume; and not __fish_seen_subcommand_from create exists export import inspect ls list prune rm remove" -l root -d 'Directory for images and containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand volume; and not __fish_seen_subcommand_from create exists export import inspect ls list prune rm remove" -l runroot -d 'Directory for the state of running containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand volume; and not __fish_seen_subcommand_from create exists export import inspect ls list prune rm remove" -l runtime -d 'Accepted for compatibility: the runtime is built in' -r
complete -c coracle -n "__fish_coracle_using_subcommand volume; and not __fish_seen_subcommand_from create exists export import inspect ls list prune rm remove" -l runtime-flag -d 'Accepted for compatibility, as --runtime' -r
complete -c coracle -n "__fish_coracle_using_subcommand volume; and not __fish_seen_subcommand_from create exists export import inspect ls list prune rm remove" -l storage-driver -d 'Accepted for compatibility; there is one storage driver' -r
complete -c coracle -n "__fish_coracle_using_subcommand volume; and not __fish_seen_subcommand_from create exists export import inspect ls list prune rm remove" -l storage-opt -d 'How new containers\' files are served: union.plan=userspace, hybrid or direct' -r
complete -c coracle -n "__fish_coracle_using_subcommand volume; and not __fish_seen_subcommand_from create exists export import inspect ls list prune rm remove" -l noout -d 'Write nothing to standard output'
complete -c coracle -n "__fish_coracle_using_subcommand volume; and not __fish_seen_subcommand_from create exists export import inspect ls list prune rm remove" -l syslog -d 'Accepted for compatibility: messages go to standard error'
complete -c coracle -n "__fish_coracle_using_subcommand volume; and not __fish_seen_subcommand_from create exists export import inspect ls list prune rm remove" -s h -l help -d 'Print help'
complete -c coracle -n "__fish_coracle_using_subcommand volume; and not __fish_seen_subcommand_from create exists export import inspect ls list prune rm remove" -f -a "create" -d 'Make a volume'
complete -c coracle -n "__fish_coracle_using_subcommand volume; and not __fish_seen_subcommand_from create exists export import inspect ls list prune rm remove" -f -a "exists" -d 'Say with the exit status whether a volume is there'
complete -c coracle -n "__fish_coracle_using_subcommand volume; and not __fish_seen_subcommand_from create exists export import inspect ls list prune rm remove" -f -a "export" -d 'Write what is in a volume to a tar archive'
complete -c coracle -n "__fish_coracle_using_subcommand volume; and not __fish_seen_subcommand_from create exists export import inspect ls list prune rm remove" -f -a "import" -d 'Add what is in a tar archive to a volume'
complete -c coracle -n "__fish_coracle_using_subcommand volume; and not __fish_seen_subcommand_from create exists export import inspect ls list prune rm remove" -f -a "inspect" -d 'Show everything about volumes'
complete -c coracle -n "__fish_coracle_using_subcommand volume; and not __fish_seen_subcommand_from create exists export import inspect ls list prune rm remove" -f -a "ls" -d 'List volumes'
complete -c coracle -n "__fish_coracle_using_subcommand volume; and not __fish_seen_subcommand_from create exists export import inspect ls list prune rm remove" -f -a "list" -d 'List volumes'
complete -c coracle -n "__fish_coracle_using_subcommand volume; and not __fish_seen_subcommand_from create exists export import inspect ls list prune rm remove" -f -a "prune" -d 'Remove the volumes that no container has'
complete -c coracle -n "__fish_coracle_using_subcommand volume; and not __fish_seen_subcommand_from create exists export import inspect ls list prune rm remove" -f -a "rm" -d 'Remove volumes'
complete -c coracle -n "__fish_coracle_using_subcommand volume; and not __fish_seen_subcommand_from create exists export import inspect ls list prune rm remove" -f -a "remove" -d 'Remove volumes'
complete -c coracle -n "__fish_coracle_using_subcommand volume; and __fish_seen_subcommand_from create" -l log-level -d 'Log messages at and above this level to standard error' -r -f -a "trace\t''
debug\t''
info\t''
warn\t''
error\t''"
complete -c coracle -n "__fish_coracle_using_subcommand volume; and __fish_seen_subcommand_from create" -l events-backend -d 'Accepted for compatibility; events are kept in files' -r -f -a "file\t''"
complete -c coracle -n "__fish_coracle_using_subcommand volume; and __fish_seen_subcommand_from create" -l default-mounts-file -d 'Accepted to be refused: a file of mounts that every container would get' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand volume; and __fish_seen_subcommand_from create" -l hooks-dir -d 'Accepted to be refused: programs that the runtime would call' -r
complete -c coracle -n "__fish_coracle_using_subcommand volume; and __fish_seen_subcommand_from create" -l out -d 'Write to this file what goes to standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand volume; and __fish_seen_subcommand_from create" -l root -d 'Directory for images and containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand volume; and __fish_seen_subcommand_from create" -l runroot -d 'Directory for the state of running containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand volume; and __fish_seen_subcommand_from create" -l runtime -d 'Accepted for compatibility: the runtime is built in' -r
complete -c coracle -n "__fish_coracle_using_subcommand volume; and __fish_seen_subcommand_from create" -l runtime-flag -d 'Accepted for compatibility, as --runtime' -r
complete -c coracle -n "__fish_coracle_using_subcommand volume; and __fish_seen_subcommand_from create" -l storage-driver -d 'Accepted for compatibility; there is one storage driver' -r
complete -c coracle -n "__fish_coracle_using_subcommand volume; and __fish_seen_subcommand_from create" -l storage-opt -d 'How new containers\' files are served: union.plan=userspace, hybrid or direct' -r
complete -c coracle -n "__fish_coracle_using_subcommand volume; and __fish_seen_subcommand_from create" -s d -l driver -d 'How the volume is kept; there is local' -r
complete -c coracle -n "__fish_coracle_using_subcommand volume; and __fish_seen_subcommand_from create" -s l -l label -d 'Set a label' -r
complete -c coracle -n "__fish_coracle_using_subcommand volume; and __fish_seen_subcommand_from create" -s o -l opt -d 'Mount something instead of a directory of the store: type, device and o, as mount(8) has them' -r
complete -c coracle -n "__fish_coracle_using_subcommand volume; and __fish_seen_subcommand_from create" -l noout -d 'Write nothing to standard output'
complete -c coracle -n "__fish_coracle_using_subcommand volume; and __fish_seen_subcommand_from create" -l syslog -d 'Accepted for compatibility: messages go to standard error'
complete -c coracle -n "__fish_coracle_using_subcommand volume; and __fish_seen_subcommand_from create" -l ignore -d 'A volume that is there already is no error'
complete -c coracle -n "__fish_coracle_using_subcommand volume; and __fish_seen_subcommand_from create" -s h -l help -d 'Print help'
complete -c coracle -n "__fish_coracle_using_subcommand volume; and __fish_seen_subcommand_from exists" -l log-level -d 'Log messages at and above this level to standard error' -r -f -a "trace\t''
debug\t''
info\t''
warn\t''
error\t''"
complete -c coracle -n "__fish_coracle_using_subcommand volume; and __fish_seen_subcommand_from exists" -l events-backend -d 'Accepted for compatibility; events are kept in files' -r -f -a "file\t''"
complete -c coracle -n "__fish_coracle_using_subcommand volume; and __fish_seen_subcommand_from exists" -l default-mounts-file -d 'Accepted to be refused: a file of mounts that every container would get' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand volume; and __fish_seen_subcommand_from exists" -l hooks-dir -d 'Accepted to be refused: programs that the runtime would call' -r
complete -c coracle -n "__fish_coracle_using_subcommand volume; and __fish_seen_subcommand_from exists" -l out -d 'Write to this file what goes to standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand volume; and __fish_seen_subcommand_from exists" -l root -d 'Directory for images and containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand volume; and __fish_seen_subcommand_from exists" -l runroot -d 'Directory for the state of running containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand volume; and __fish_seen_subcommand_from exists" -l runtime -d 'Accepted for compatibility: the runtime is built in' -r
complete -c coracle -n "__fish_coracle_using_subcommand volume; and __fish_seen_subcommand_from exists" -l runtime-flag -d 'Accepted for compatibility, as --runtime' -r
complete -c coracle -n "__fish_coracle_using_subcommand volume; and __fish_seen_subcommand_from exists" -l storage-driver -d 'Accepted for compatibility; there is one storage driver' -r
complete -c coracle -n "__fish_coracle_using_subcommand volume; and __fish_seen_subcommand_from exists" -l storage-opt -d 'How new containers\' files are served: union.plan=userspace, hybrid or direct' -r
complete -c coracle -n "__fish_coracle_using_subcommand volume; and __fish_seen_subcommand_from exists" -l noout -d 'Write nothing to standard output'
complete -c coracle -n "__fish_coracle_using_subcommand volume; and __fish_seen_subcommand_from exists" -l syslog -d 'Accepted for compatibility: messages go to standard error'
complete -c coracle -n "__fish_coracle_using_subcommand volume; and __fish_seen_subcommand_from exists" -s h -l help -d 'Print help'
complete -c coracle -n "__fish_coracle_using_subcommand volume; and __fish_seen_subcommand_from export" -l log-level -d 'Log messages at and above this level to standard error' -r -f -a "trace\t''
debug\t''
info\t''
warn\t''
error\t''"
complete -c coracle -n "__fish_coracle_using_subcommand volume; and __fish_seen_subcommand_from export" -l events-backend -d 'Accepted for compatibility; events are kept in files' -r -f -a "file\t''"
complete -c coracle -n "__fish_coracle_using_subcommand volume; and __fish_seen_subcommand_from export" -l default-mounts-file -d 'Accepted to be refused: a file of mounts that every container would get' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand volume; and __fish_seen_subcommand_from export" -l hooks-dir -d 'Accepted to be refused: programs that the runtime would call' -r
complete -c coracle -n "__fish_coracle_using_subcommand volume; and __fish_seen_subcommand_from export" -l out -d 'Write to this file what goes to standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand volume; and __fish_seen_subcommand_from export" -l root -d 'Directory for images and containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand volume; and __fish_seen_subcommand_from export" -l runroot -d 'Directory for the state of running containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand volume; and __fish_seen_subcommand_from export" -l runtime -d 'Accepted for compatibility: the runtime is built in' -r
complete -c coracle -n "__fish_coracle_using_subcommand volume; and __fish_seen_subcommand_from export" -l runtime-flag -d 'Accepted for compatibility, as --runtime' -r
complete -c coracle -n "__fish_coracle_using_subcommand volume; and __fish_seen_subcommand_from export" -l storage-driver -d 'Accepted for compatibility; there is one storage driver' -r
complete -c coracle -n "__fish_coracle_using_subcommand volume; and __fish_seen_subcommand_from export" -l storage-opt -d 'How new containers\' files are served: union.plan=userspace, hybrid or direct' -r
complete -c coracle -n "__fish_coracle_using_subcommand volume; and __fish_seen_subcommand_from export" -s o -l output -d 'Write to this file' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand volume; and __fish_seen_subcommand_from export" -l noout -d 'Write nothing to standard output'
complete -c coracle -n "__fish_coracle_using_subcommand volume; and __fish_seen_subcommand_from export" -l syslog -d 'Accepted for compatibility: messages go to standard error'
complete -c coracle -n "__fish_coracle_using_subcommand volume; and __fish_seen_subcommand_from export" -s h -l help -d 'Print help'
complete -c coracle -n "__fish_coracle_using_subcommand volume; and __fish_seen_subcommand_from import" -l log-level -d 'Log messages at and above this level to standard error' -r -f -a "trace\t''
debug\t''
info\t''
warn\t''
error\t''"
complete -c coracle -n "__fish_coracle_using_subcommand volume; and __fish_seen_subcommand_from import" -l events-backend -d 'Accepted for compatibility; events are kept in files' -r -f -a "file\t''"
complete -c coracle -n "__fish_coracle_using_subcommand volume; and __fish_seen_subcommand_from import" -l default-mounts-file -d 'Accepted to be refused: a file of mounts that every container would get' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand volume; and __fish_seen_subcommand_from import" -l hooks-dir -d 'Accepted to be refused: programs that the runtime would call' -r
complete -c coracle -n "__fish_coracle_using_subcommand volume; and __fish_seen_subcommand_from import" -l out -d 'Write to this file what goes to standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand volume; and __fish_seen_subcommand_from import" -l root -d 'Directory for images and containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand volume; and __fish_seen_subcommand_from import" -l runroot -d 'Directory for the state of running containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand volume; and __fish_seen_subcommand_from import" -l runtime -d 'Accepted for compatibility: the runtime is built in' -r
complete -c coracle -n "__fish_coracle_using_subcommand volume; and __fish_seen_subcommand_from import" -l runtime-flag -d 'Accepted for compatibility, as --runtime' -r
complete -c coracle -n "__fish_coracle_using_subcommand volume; and __fish_seen_subcommand_from import" -l storage-driver -d 'Accepted for compatibility; there is one storage driver' -r
complete -c coracle -n "__fish_coracle_using_subcommand volume; and __fish_seen_subcommand_from import" -l storage-opt -d 'How new containers\' files are served: union.plan=userspace, hybrid or direct' -r
complete -c coracle -n "__fish_coracle_using_subcommand volume; and __fish_seen_subcommand_from import" -l noout -d 'Write nothing to standard output'
complete -c coracle -n "__fish_coracle_using_subcommand volume; and __fish_seen_subcommand_from import" -l syslog -d 'Accepted for compatibility: messages go to standard error'
complete -c coracle -n "__fish_coracle_using_subcommand volume; and __fish_seen_subcommand_from import" -s h -l help -d 'Print help'
complete -c coracle -n "__fish_coracle_using_subcommand volume; and __fish_seen_subcommand_from inspect" -l log-level -d 'Log messages at and above this level to standard error' -r -f -a "trace\t''
debug\t''
info\t''
warn\t''
error\t''"
complete -c coracle -n "__fish_coracle_using_subcommand volume; and __fish_seen_subcommand_from inspect" -l events-backend -d 'Accepted for compatibility; events are kept in files' -r -f -a "file\t''"
complete -c coracle -n "__fish_coracle_using_subcommand volume; and __fish_seen_subcommand_from inspect" -l default-mounts-file -d 'Accepted to be refused: a file of mounts that every container would get' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand volume; and __fish_seen_subcommand_from inspect" -l hooks-dir -d 'Accepted to be refused: programs that the runtime would call' -r
complete -c coracle -n "__fish_coracle_using_subcommand volume; and __fish_seen_subcommand_from inspect" -l out -d 'Write to this file what goes to standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand volume; and __fish_seen_subcommand_from inspect" -l root -d 'Directory for images and containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand volume; and __fish_seen_subcommand_from inspect" -l runroot -d 'Directory for the state of running containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand volume; and __fish_seen_subcommand_from inspect" -l runtime -d 'Accepted for compatibility: the runtime is built in' -r
complete -c coracle -n "__fish_coracle_using_subcommand volume; and __fish_seen_subcommand_from inspect" -l runtime-flag -d 'Accepted for compatibility, as --runtime' -r
complete -c coracle -n "__fish_coracle_using_subcommand volume; and __fish_seen_subcommand_from inspect" -l storage-driver -d 'Accepted for compatibility; there is one storage driver' -r
complete -c coracle -n "__fish_coracle_using_subcommand volume; and __fish_seen_subcommand_from inspect" -l storage-opt -d 'How new containers\' files are served: union.plan=userspace, hybrid or direct' -r
complete -c coracle -n "__fish_coracle_using_subcommand volume; and __fish_seen_subcommand_from inspect" -s f -l format -d 'Print with a Go template, or as json' -r
complete -c coracle -n "__fish_coracle_using_subcommand volume; and __fish_seen_subcommand_from inspect" -l noout -d 'Write nothing to standard output'
complete -c coracle -n "__fish_coracle_using_subcommand volume; and __fish_seen_subcommand_from inspect" -l syslog -d 'Accepted for compatibility: messages go to standard error'
complete -c coracle -n "__fish_coracle_using_subcommand volume; and __fish_seen_subcommand_from inspect" -s a -l all -d 'Show all volumes'
complete -c coracle -n "__fish_coracle_using_subcommand volume; and __fish_seen_subcommand_from inspect" -s h -l help -d 'Print help'
complete -c coracle -n "__fish_coracle_using_subcommand volume; and __fish_seen_subcommand_from ls" -l log-level -d 'Log messages at and above this level to standard error' -r -f -a "trace\t''
debug\t''
info\t''
warn\t''
error\t''"
complete -c coracle -n "__fish_coracle_using_subcommand volume; and __fish_seen_subcommand_from ls" -l events-backend -d 'Accepted for compatibility; events are kept in files' -r -f -a "file\t''"
complete -c coracle -n "__fish_coracle_using_subcommand volume; and __fish_seen_subcommand_from ls" -l default-mounts-file -d 'Accepted to be refused: a file of mounts that every container would get' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand volume; and __fish_seen_subcommand_from ls" -l hooks-dir -d 'Accepted to be refused: programs that the runtime would call' -r
complete -c coracle -n "__fish_coracle_using_subcommand volume; and __fish_seen_subcommand_from ls" -l out -d 'Write to this file what goes to standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand volume; and __fish_seen_subcommand_from ls" -l root -d 'Directory for images and containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand volume; and __fish_seen_subcommand_from ls" -l runroot -d 'Directory for the state of running containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand volume; and __fish_seen_subcommand_from ls" -l runtime -d 'Accepted for compatibility: the runtime is built in' -r
complete -c coracle -n "__fish_coracle_using_subcommand volume; and __fish_seen_subcommand_from ls" -l runtime-flag -d 'Accepted for compatibility, as --runtime' -r
complete -c coracle -n "__fish_coracle_using_subcommand volume; and __fish_seen_subcommand_from ls" -l storage-driver -d 'Accepted for compatibility; there is one storage driver' -r
complete -c coracle -n "__fish_coracle_using_subcommand volume; and __fish_seen_subcommand_from ls" -l storage-opt -d 'How new containers\' files are served: union.plan=userspace, hybrid or direct' -r
complete -c coracle -n "__fish_coracle_using_subcommand volume; and __fish_seen_subcommand_from ls" -s f -l filter -d 'Show only volumes that match: name, label, dangling, driver, opt, scope, since, until or anonymous' -r
complete -c coracle -n "__fish_coracle_using_subcommand volume; and __fish_seen_subcommand_from ls" -l format -d 'Print as json, as a table, or with a Go template' -r
complete -c coracle -n "__fish_coracle_using_subcommand volume; and __fish_seen_subcommand_from ls" -l noout -d 'Write nothing to standard output'
complete -c coracle -n "__fish_coracle_using_subcommand volume; and __fish_seen_subcommand_from ls" -l syslog -d 'Accepted for compatibility: messages go to standard error'
complete -c coracle -n "__fish_coracle_using_subcommand volume; and __fish_seen_subcommand_from ls" -s n -l noheading -d 'Print no heading'
complete -c coracle -n "__fish_coracle_using_subcommand volume; and __fish_seen_subcommand_from ls" -s q -l quiet -d 'Print only names'
complete -c coracle -n "__fish_coracle_using_subcommand volume; and __fish_seen_subcommand_from ls" -s h -l help -d 'Print help'
complete -c coracle -n "__fish_coracle_using_subcommand volume; and __fish_seen_subcommand_from list" -l log-level -d 'Log messages at and above this level to standard error' -r -f -a "trace\t''
debug\t''
info\t''
warn\t''
error\t''"
complete -c coracle -n "__fish_coracle_using_subcommand volume; and __fish_seen_subcommand_from list" -l events-backend -d 'Accepted for compatibility; events are kept in files' -r -f -a "file\t''"
complete -c coracle -n "__fish_coracle_using_subcommand volume; and __fish_seen_subcommand_from list" -l default-mounts-file -d 'Accepted to be refused: a file of mounts that every container would get' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand volume; and __fish_seen_subcommand_from list" -l hooks-dir -d 'Accepted to be refused: programs that the runtime would call' -r
complete -c coracle -n "__fish_coracle_using_subcommand volume; and __fish_seen_subcommand_from list" -l out -d 'Write to this file what goes to standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand volume; and __fish_seen_subcommand_from list" -l root -d 'Directory for images and containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand volume; and __fish_seen_subcommand_from list" -l runroot -d 'Directory for the state of running containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand volume; and __fish_seen_subcommand_from list" -l runtime -d 'Accepted for compatibility: the runtime is built in' -r
complete -c coracle -n "__fish_coracle_using_subcommand volume; and __fish_seen_subcommand_from list" -l runtime-flag -d 'Accepted for compatibility, as --runtime' -r
complete -c coracle -n "__fish_coracle_using_subcommand volume; and __fish_seen_subcommand_from list" -l storage-driver -d 'Accepted for compatibility; there is one storage driver' -r
complete -c coracle -n "__fish_coracle_using_subcommand volume; and __fish_seen_subcommand_from list" -l storage-opt -d 'How new containers\' files are served: union.plan=userspace, hybrid or direct' -r
complete -c coracle -n "__fish_coracle_using_subcommand volume; and __fish_seen_subcommand_from list" -s f -l filter -d 'Show only volumes that match: name, label, dangling, driver, opt, scope, since, until or anonymous' -r
complete -c coracle -n "__fish_coracle_using_subcommand volume; and __fish_seen_subcommand_from list" -l format -d 'Print as json, as a table, or with a Go template' -r
complete -c coracle -n "__fish_coracle_using_subcommand volume; and __fish_seen_subcommand_from list" -l noout -d 'Write nothing to standard output'
complete -c coracle -n "__fish_coracle_using_subcommand volume; and __fish_seen_subcommand_from list" -l syslog -d 'Accepted for compatibility: messages go to standard error'
complete -c coracle -n "__fish_coracle_using_subcommand volume; and __fish_seen_subcommand_from list" -s n -l noheading -d 'Print no heading'
complete -c coracle -n "__fish_coracle_using_subcommand volume; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Print only names'
complete -c coracle -n "__fish_coracle_using_subcommand volume; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c coracle -n "__fish_coracle_using_subcommand volume; and __fish_seen_subcommand_from prune" -l log-level -d 'Log messages at and above this level to standard error' -r -f -a "trace\t''
debug\t''
info\t''
warn\t''
error\t''"
complete -c coracle -n "__fish_coracle_using_subcommand volume; and __fish_seen_subcommand_from prune" -l events-backend -d 'Accepted for compatibility; events are kept in files' -r -f -a "file\t''"
complete -c coracle -n "__fish_coracle_using_subcommand volume; and __fish_seen_subcommand_from prune" -l default-mounts-file -d 'Accepted to be refused: a file of mounts that every container would get' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand volume; and __fish_seen_subcommand_from prune" -l hooks-dir -d 'Accepted to be refused: programs that the runtime would call' -r
complete -c coracle -n "__fish_coracle_using_subcommand volume; and __fish_seen_subcommand_from prune" -l out -d 'Write to this file what goes to standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand volume; and __fish_seen_subcommand_from prune" -l root -d 'Directory for images and containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand volume; and __fish_seen_subcommand_from prune" -l runroot -d 'Directory for the state of running containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand volume; and __fish_seen_subcommand_from prune" -l runtime -d 'Accepted for compatibility: the runtime is built in' -r
complete -c coracle -n "__fish_coracle_using_subcommand volume; and __fish_seen_subcommand_from prune" -l runtime-flag -d 'Accepted for compatibility, as --runtime' -r
complete -c coracle -n "__fish_coracle_using_subcommand volume; and __fish_seen_subcommand_from prune" -l storage-driver -d 'Accepted for compatibility; there is one storage driver' -r
complete -c coracle -n "__fish_coracle_using_subcommand volume; and __fish_seen_subcommand_from prune" -l storage-opt -d 'How new containers\' files are served: union.plan=userspace, hybrid or direct' -r
complete -c coracle -n "__fish_coracle_using_subcommand volume; and __fish_seen_subcommand_from prune" -l filter -d 'Remove only volumes that match, as for `volume ls`' -r
complete -c coracle -n "__fish_coracle_using_subcommand volume; and __fish_seen_subcommand_from prune" -l noout -d 'Write nothing to standard output'
complete -c coracle -n "__fish_coracle_using_subcommand volume; and __fish_seen_subcommand_from prune" -l syslog -d 'Accepted for compatibility: messages go to standard error'
complete -c coracle -n "__fish_coracle_using_subcommand volume; and __fish_seen_subcommand_from prune" -s a -l all -d 'Remove the volumes with names of their own too'
complete -c coracle -n "__fish_coracle_using_subcommand volume; and __fish_seen_subcommand_from prune" -s f -l force -d 'Do not ask'
complete -c coracle -n "__fish_coracle_using_subcommand volume; and __fish_seen_subcommand_from prune" -s h -l help -d 'Print help'
complete -c coracle -n "__fish_coracle_using_subcommand volume; and __fish_seen_subcommand_from rm" -l log-level -d 'Log messages at and above this level to standard error' -r -f -a "trace\t''
debug\t''
info\t''
warn\t''
error\t''"
complete -c coracle -n "__fish_coracle_using_subcommand volume; and __fish_seen_subcommand_from rm" -l events-backend -d 'Accepted for compatibility; events are kept in files' -r -f -a "file\t''"
complete -c coracle -n "__fish_coracle_using_subcommand volume; and __fish_seen_subcommand_from rm" -l default-mounts-file -d 'Accepted to be refused: a file of mounts that every container would get' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand volume; and __fish_seen_subcommand_from rm" -l hooks-dir -d 'Accepted to be refused: programs that the runtime would call' -r
complete -c coracle -n "__fish_coracle_using_subcommand volume; and __fish_seen_subcommand_from rm" -l out -d 'Write to this file what goes to standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand volume; and __fish_seen_subcommand_from rm" -l root -d 'Directory for images and containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand volume; and __fish_seen_subcommand_from rm" -l runroot -d 'Directory for the state of running containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand volume; and __fish_seen_subcommand_from rm" -l runtime -d 'Accepted for compatibility: the runtime is built in' -r
complete -c coracle -n "__fish_coracle_using_subcommand volume; and __fish_seen_subcommand_from rm" -l runtime-flag -d 'Accepted for compatibility, as --runtime' -r
complete -c coracle -n "__fish_coracle_using_subcommand volume; and __fish_seen_subcommand_from rm" -l storage-driver -d 'Accepted for compatibility; there is one storage driver' -r
complete -c coracle -n "__fish_coracle_using_subcommand volume; and __fish_seen_subcommand_from rm" -l storage-opt -d 'How new containers\' files are served: union.plan=userspace, hybrid or direct' -r
complete -c coracle -n "__fish_coracle_using_subcommand volume; and __fish_seen_subcommand_from rm" -s t -l time -d 'Seconds to wait before such a container is killed' -r
complete -c coracle -n "__fish_coracle_using_subcommand volume; and __fish_seen_subcommand_from rm" -l noout -d 'Write nothing to standard output'
complete -c coracle -n "__fish_coracle_using_subcommand volume; and __fish_seen_subcommand_from rm" -l syslog -d 'Accepted for compatibility: messages go to standard error'
complete -c coracle -n "__fish_coracle_using_subcommand volume; and __fish_seen_subcommand_from rm" -s a -l all -d 'Remove all volumes'
complete -c coracle -n "__fish_coracle_using_subcommand volume; and __fish_seen_subcommand_from rm" -s f -l force -d 'Remove the containers that have the volume first; a volume that is not there is no error'
complete -c coracle -n "__fish_coracle_using_subcommand volume; and __fish_seen_subcommand_from rm" -s h -l help -d 'Print help'
complete -c coracle -n "__fish_coracle_using_subcommand volume; and __fish_seen_subcommand_from remove" -l log-level -d 'Log messages at and above this level to standard error' -r -f -a "trace\t''
debug\t''
info\t''
warn\t''
error\t''"
complete -c coracle -n "__fish_coracle_using_subcommand volume; and __fish_seen_subcommand_from remove" -l events-backend -d 'Accepted for compatibility; events are kept in files' -r -f -a "file\t''"
complete -c coracle -n "__fish_coracle_using_subcommand volume; and __fish_seen_subcommand_from remove" -l default-mounts-file -d 'Accepted to be refused: a file of mounts that every container would get' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand volume; and __fish_seen_subcommand_from remove" -l hooks-dir -d 'Accepted to be refused: programs that the runtime would call' -r
complete -c coracle -n "__fish_coracle_using_subcommand volume; and __fish_seen_subcommand_from remove" -l out -d 'Write to this file what goes to standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand volume; and __fish_seen_subcommand_from remove" -l root -d 'Directory for images and containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand volume; and __fish_seen_subcommand_from remove" -l runroot -d 'Directory for the state of running containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand volume; and __fish_seen_subcommand_from remove" -l runtime -d 'Accepted for compatibility: the runtime is built in' -r
complete -c coracle -n "__fish_coracle_using_subcommand volume; and __fish_seen_subcommand_from remove" -l runtime-flag -d 'Accepted for compatibility, as --runtime' -r
complete -c coracle -n "__fish_coracle_using_subcommand volume; and __fish_seen_subcommand_from remove" -l storage-driver -d 'Accepted for compatibility; there is one storage driver' -r
complete -c coracle -n "__fish_coracle_using_subcommand volume; and __fish_seen_subcommand_from remove" -l storage-opt -d 'How new containers\' files are served: union.plan=userspace, hybrid or direct' -r
complete -c coracle -n "__fish_coracle_using_subcommand volume; and __fish_seen_subcommand_from remove" -s t -l time -d 'Seconds to wait before such a container is killed' -r
complete -c coracle -n "__fish_coracle_using_subcommand volume; and __fish_seen_subcommand_from remove" -l noout -d 'Write nothing to standard output'
complete -c coracle -n "__fish_coracle_using_subcommand volume; and __fish_seen_subcommand_from remove" -l syslog -d 'Accepted for compatibility: messages go to standard error'
complete -c coracle -n "__fish_coracle_using_subcommand volume; and __fish_seen_subcommand_from remove" -s a -l all -d 'Remove all volumes'
complete -c coracle -n "__fish_coracle_using_subcommand volume; and __fish_seen_subcommand_from remove" -s f -l force -d 'Remove the containers that have the volume first; a volume that is not there is no error'
complete -c coracle -n "__fish_coracle_using_subcommand volume; and __fish_seen_subcommand_from remove" -s h -l help -d 'Print help'
complete -c coracle -n "__fish_coracle_using_subcommand wait" -l log-level -d 'Log messages at and above this level to standard error' -r -f -a "trace\t''
debug\t''
info\t''
warn\t''
error\t''"
complete -c coracle -n "__fish_coracle_using_subcommand wait" -l events-backend -d 'Accepted for compatibility; events are kept in files' -r -f -a "file\t''"
complete -c coracle -n "__fish_coracle_using_subcommand wait" -l default-mounts-file -d 'Accepted to be refused: a file of mounts that every container would get' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand wait" -l hooks-dir -d 'Accepted to be refused: programs that the runtime would call' -r
complete -c coracle -n "__fish_coracle_using_subcommand wait" -l out -d 'Write to this file what goes to standard output' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand wait" -l root -d 'Directory for images and containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand wait" -l runroot -d 'Directory for the state of running containers' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand wait" -l runtime -d 'Accepted for compatibility: the runtime is built in' -r
complete -c coracle -n "__fish_coracle_using_subcommand wait" -l runtime-flag -d 'Accepted for compatibility, as --runtime' -r
complete -c coracle -n "__fish_coracle_using_subcommand wait" -l storage-driver -d 'Accepted for compatibility; there is one storage driver' -r
complete -c coracle -n "__fish_coracle_using_subcommand wait" -l storage-opt -d 'How new containers\' files are served: union.plan=userspace, hybrid or direct' -r
complete -c coracle -n "__fish_coracle_using_subcommand wait" -l cidfile -d 'Read a container\'s ID from a file' -r -F
complete -c coracle -n "__fish_coracle_using_subcommand wait" -l condition -d 'What to wait for: exited, stopped, running, created, initialized, paused, healthy, unhealthy and others' -r
complete -c coracle -n "__fish_coracle_using_subcommand wait" -s i -l interval -d 'Time between two looks at the state, in milliseconds or such as 2s' -r
complete -c coracle -n "__fish_coracle_using_subcommand wait" -l noout -d 'Write nothing to standard output'
complete -c coracle -n "__fish_coracle_using_subcommand wait" -l syslog -d 'Accepted for compatibility: messages go to standard error'
complete -c coracle -n "__fish_coracle_using_subcommand wait" -l exit-first-match -d 'Wait for the first of the containers only, and print nothing of the others'
complete -c coracle -n "__fish_coracle_using_subcommand wait" -l ignore -d 'A container that is not there is no error, and its exit code is -1'
complete -c coracle -n "__fish_coracle_using_subcommand wait" -s l -l latest -d 'Use the container that was made last'
complete -c coracle -n "__fish_coracle_using_subcommand wait" -s h -l help -d 'Print help'
