"""The command line: arguments, printing, files, exit codes; nothing else."""
