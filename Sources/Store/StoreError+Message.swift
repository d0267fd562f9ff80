import Glibc

/// The sentences that people read: what is wrong, in which file and line, and what to do.
extension StoreError {
  /// The sentences for the reader, without a line break at the end.
  package var message: String {
    switch self {
    case .system(let error): error.message
    case .notAFile(let path, let kind): "\(path): this is \(kind.words), not a file that can be read"
    case .tooLarge(let path, let size):
      "\(path): \(size) bytes are too many; files of 4 GiB and more cannot be read. Split it."
    case .emptied(let path): "\(path): the file is empty now"
    case .linkLoop(let path): "\(path): its symbolic links lead in a circle"
    case .unreadableSidecar(let problems):
      problems.map(\.message).joined(separator: "\n")
    case .unsupportedStyle(let path, let line):
      "\(path):\(line): this is written in a way that cannot be changed without touching what surrounds it "
        + "(anchors and aliases, say). Change it in an editor; what you wrote is kept as a draft."
    case .textTooLong(let count, let limit):
      "The text has \(count) characters and may have \(limit). Split or shorten it; it is kept as a draft."
    case .emptyText: "There is nothing to save: the text is empty."
    case .selectionTooLong(let count, let limit):
      "The selection has \(count) characters and may have \(limit). Select less."
    case .locked(let path):
      "\(path): another program holds the lock on this folder. Try again; what you wrote is kept as a draft."
    case .hardLinked(let path, let links):
      "\(path): this file has \(links) names (hard links), and saving would part them. Remove the others, or write "
        + "into all of them: gloss annotate --in-place; what you wrote is kept as a draft."
    case .busy(let path):
      "\(path): others keep changing this file. Try again; what you wrote is kept as a draft."
    case .sidecarElsewhere(let source, let sidecar):
      "\(source): its annotations are kept outside the folder, in \(sidecar). Rename the files one by one."
    case .exists(let path): "\(path): this exists already. Choose another name, or move it away first."
    case .configuration(let path, let line, let fault):
      "\(path)\(line.map { ":\($0)" } ?? ""): \(fault.words)"
    case .damagedState(let path): "\(path): this cannot be understood. Remove it; it is made anew."
    }
  }
}

extension StoreError {
  /// The message where the file's name has been said already.
  package var messageOfNamedFile: String {
    switch self {
    case .system(let error) where error.code == ENOENT: "it is gone"
    case .emptied: "it is empty now"
    default: message
    }
  }
}

extension SystemError {
  /// The operating system's own words, with what was being done.
  package var message: String {
    let reason = String(cString: strerror(code))
    return (path.isEmpty ? "" : path + ": ") + "cannot \(call.words): \(reason)" + remedy
  }

  private var remedy: String {
    switch code {
    case ENOSPC, EDQUOT: ". Make room and try again."
    case EACCES, EPERM, EROFS: ". Change the permissions, or keep it elsewhere."
    case ENOENT: ". Is the name right?"
    case EIO: ". Is the disk sound? Try again."
    case ELOOP: ". Its symbolic links lead in a circle: give one of them another target."
    case ENAMETOOLONG: ". Use a shorter name."
    case ENOTDIR: ". A part of this path is a file, not a folder."
    case EMFILE, ENFILE: ". Too many files are open: close other programs and try again."
    default: ". Try again."
    }
  }
}

extension SystemError.Call {
  fileprivate var words: String {
    switch self {
    case .open: "be opened"
    case .close, .write, .truncate: "be written"
    case .read: "be read"
    case .synchronize: "be brought onto the disk"
    case .status: "be looked at"
    case .rename, .link: "be put in its place"
    case .remove: "be removed"
    case .setPermissions: "be given its permissions"
    case .setOwner: "be given its owner"
    case .makeFolder: "be made"
    case .list: "be listed"
    case .readLink: "be followed"
    case .lock: "be locked"
    case .watch: "be watched"
    case .run: "be run"
    }
  }
}

extension FileStatus.Kind {
  fileprivate var words: String {
    switch self {
    case .file: "a file"
    case .folder: "a folder"
    case .link: "a symbolic link"
    case .pipe: "a pipe"
    case .device: "a device"
    case .socket: "a socket"
    }
  }
}

extension StoreError.ConfigurationFault {
  fileprivate var words: String {
    switch self {
    case .unreadable: "this is not valid YAML. Mend it, or remove the file."
    case .absoluteRoot(let root): "sidecar_root is \"\(root)\", but it must be relative to this folder"
    case .escapingRoot(let root): "sidecar_root is \"\(root)\", but it must not contain \"..\""
    }
  }
}

extension SidecarProblem {
  /// `FILE:LINE:COLUMN: what is wrong. What to do.`
  package var message: String {
    let place = [line, column].compactMap { $0.map { ":\($0)" } }.joined()
    return path + place + ": " + kind.words + (preventsWriting ? " Until then it is not written to." : "")
  }
}

extension SidecarProblem.Kind {
  fileprivate var words: String {
    switch self {
    case .notUTF8: "this is not UTF-8. Convert the file."
    case .syntax(let words): "\(words). Mend it in an editor."
    case .repeatedKey(let key): "\"\(key)\" stands here twice. Remove one."
    case .halfCharacter: "this escape stands for half a character. Write the whole one, or \\uFFFD."
    case .tooComplex: "this is too deeply entangled to be a sidecar. Write it without aliases."
    case .notAMapping: "a sidecar must begin with \"mrsf_version:\", \"document:\" and \"comments:\". Mend it."
    case .missingField(let field): "\"\(field)\" is missing. Add it."
    case .commentsNotAList: "\"comments\" must be a list. Mend it."
    case .recordNotAMapping: "this entry of \"comments\" has no fields. Mend or remove it."
    case .recordWithoutID: "this record has no id. Give it one."
    case .repeatedID(let id): "another record has the id \"\(id)\" too. Give this one another."
    case .unsupportedVersion(let version): "version \"\(version)\" of the format is not known here. Update Gloss."
    case .newerVersion(let version): "version \"\(version)\" is newer than 1.0; what is new in it is kept as it is."
    case .conflictMarkers: "git left its conflict markers here, and the two sides cannot be read. Resolve them."
    case .mergedConflict: "git left its conflict markers here; the two sides are merged with the next save."
    case .missingRecordField(let id, let field): "record \"\(id)\" has no \"\(field)\"."
    case .invalidField(let id, let field): "\"\(field)\" of record \"\(id)\" has a value that it may not have."
    case .unknownParent(let id, let parent): "record \"\(id)\" answers \"\(parent)\", which is not there."
    case .hashMismatch(let id): "the text that record \"\(id)\" speaks of does not agree with its hash."
    case .tooLong(let id, let field): "\"\(field)\" of record \"\(id)\" is longer than the format allows."
    case .otherFormatToo(let path): "there is \(path) as well; it is not read. Merge the two and remove one."
    case .conflictCopy: "a program for synchronizing left this copy of the sidecar. ]r in gloss merges it."
    }
  }
}
