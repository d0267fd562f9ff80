/// The reason why a command stops: a sentence that says what is wrong and what to do about it.
package struct Failure: Error {
  /// The sentence that is printed; empty where everything has been said.
  package var message: String
  /// The argument that is no file or folder, where that is what is wrong: it may have been meant as a command.
  package var missingPath: String?

  /// A failure with a sentence for people to read.
  package init(_ message: String, missingPath: String? = nil) {
    self.message = message
    self.missingPath = missingPath
  }

  /// A failure of which everything has been said on standard error.
  package static let reported = Failure("")
}
