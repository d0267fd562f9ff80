import Foundation

/// One run of a program with its output thrown away.
struct Run {
  /// From the call that starts it to its end, in milliseconds.
  let time: Double
  /// The most memory that it had at a time, in kilobytes.
  let memory: Int

  init(_ command: [String], environment: [String: String]) throws {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
    var words: [UnsafeMutablePointer<CChar>?] = command.map { strdup($0) } + [nil]
    var variables: [UnsafeMutablePointer<CChar>?] = environment.map { strdup($0 + "=" + $1) } + [nil]
    defer { for pointer in words + variables { free(pointer) } }
    let start = ContinuousClock.now
    var child: pid_t = 0
    let failure = posix_spawn(&child, command[0], &actions, nil, &words, &variables)
    guard failure == 0 else { throw POSIXError(POSIXErrorCode(rawValue: failure) ?? .EIO) }
    var usage = rusage()
    var status: Int32 = 0
    while wait4(child, &status, 0, &usage) < 0, errno == EINTR {}
    time = (ContinuousClock.now - start) / .milliseconds(1)
    memory = usage.ru_maxrss
  }
}
