import Commands
import Glibc

// A write beyond the limit on the size of files fails like one on a full disk, and is reported, instead of killing.
signal(SIGXFSZ, SIG_IGN)
exit(Program.run(CommandLine.arguments, news: PackageResources.NEWS_md))
