import CFileSystem
import Glibc

/// Runs a program and takes what it prints.
struct Program {
  /// Nil where it could not be started, failed, or took longer than the time allowed.
  ///
  /// - Parameter seconds: after which it is ended.
  static func output(of arguments: [String], seconds: Int = 5) -> [UInt8]? {
    var ends: [Int32] = [-1, -1]
    guard gloss_pipe(&ends) == 0 else { return nil }
    defer { close(ends[0]) }
    guard let child = spawn(arguments, output: ends[1]) else { return nil }
    let bytes = read(from: ends[0], milliseconds: seconds * 1000)
    if bytes == nil { kill(child, SIGKILL) }
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0, errno == EINTR {}
    return status == 0 ? bytes : nil
  }

  /// Starts the program with nothing to read and its complaints thrown away; closes `output` here.
  private static func spawn(_ arguments: [String], output: Int32) -> pid_t? {
    defer { close(output) }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, output, 1)
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // The event loop blocks signals, which a child would inherit.
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
    var words: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) }
    words.append(nil)
    defer { for word in words { free(word) } }
    var child: pid_t = 0
    return posix_spawnp(&child, arguments[0], &actions, &attributes, words, environ) == 0 ? child : nil
  }

  private static func read(from descriptor: Int32, milliseconds: Int) -> [UInt8]? {
    var bytes: [UInt8] = []
    var remaining = milliseconds
    while remaining > 0 {
      var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      let slice = min(remaining, 100)
      let ready = poll(&entry, 1, Int32(slice))
      if ready < 0, errno != EINTR { return nil }
      if ready <= 0 {
        remaining -= slice
        continue
      }
      let part = [UInt8](unsafeUninitializedCapacity: 65_536) { buffer, count in
        count = max(0, Glibc.read(descriptor, buffer.baseAddress, buffer.count))
      }
      if part.isEmpty { return bytes }
      bytes += part
    }
    return nil
  }
}
