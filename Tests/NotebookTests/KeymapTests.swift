import Settings
import Terminal
import Testing

@testable import Notebook

@Suite struct KeymapTests {
  static func keymap() throws -> Keymap { try Keymap(entries: CommandTable.entries) }

  @Test func `the declared keymap has no conflicts`() throws {
    let keymap = try KeymapTests.keymap()
    #expect(keymap.firstConflict == nil)
  }

  @Test("Contexts are numbered in the order of their declaration") func places() {
    #expect(KeyContext.allCases.map(\.index) == Array(KeyContext.allCases.indices))
  }

  /// What the keys are promised to do: context, keys, command.
  static let promises: [(KeyContext, String, Command)] = [
    (.outline, "j <Down> <C-n>", .down), (.outline, "k <Up> <C-p>", .up), (.outline, "gg <Home>", .first),
    (.outline, "G <End>", .last), (.outline, "h <Left>", .left), (.outline, "l <Right>", .right),
    (.outline, "<Enter>", .enterDetail), (.outline, "<Tab>", .otherPane),
    (.outline, "<Space> za", .foldToggle), (.outline, "zo", .foldOpen), (.outline, "zc", .foldClose),
    (.outline, "zO", .foldOpenAll), (.outline, "zC", .foldCloseAll), (.outline, "zA", .foldToggleAll),
    (.outline, "zM -", .closeEverything), (.outline, "zR =", .openEverything), (.outline, "zm", .foldMore),
    (.outline, "zr", .foldLess), (.outline, "z1", .foldLevel1), (.outline, "z2", .foldLevel2),
    (.outline, "z3", .foldLevel3), (.outline, "z4", .foldLevel4), (.outline, "z5", .foldLevel5),
    (.outline, "z6", .foldLevel6), (.outline, "z7", .foldLevel7), (.outline, "z8", .foldLevel8),
    (.outline, "z9", .foldLevel9), (.outline, "<S-Tab>", .foldCycle), (.outline, "z.", .foldOthers),
    (.outline, "} zj", .nextSibling), (.outline, "{ zk", .previousSibling), (.outline, "gp", .parent),
    (.outline, "<C-d>", .halfPageDown), (.outline, "<C-u>", .halfPageUp), (.outline, "<C-f> <PageDown>", .pageDown),
    (.outline, "<C-b> <PageUp>", .pageUp), (.outline, "zz", .placeMiddle), (.outline, "zt", .placeTop),
    (.outline, "zb", .placeBottom), (.outline, "J", .scrollDetailDown), (.outline, "K", .scrollDetailUp),
    (.outline, "zx", .foldCycleHere), (.outline, "gw", .arrangement), (.outline, "zi", .zoomIn),
    (.outline, "zp", .zoomUp), (.outline, "zw", .zoomOut),
    (.outline, "/", .search), (.outline, "n", .nextHit), (.outline, "N", .previousHit), (.outline, "*", .searchTitle),
    (.outline, "&", .filter), (.outline, "<C-k>", .jump), (.outline, ":", .palette),
    (.outline, "a", .annotate), (.outline, "A", .annotateFile), (.outline, "R", .reply),
    (.outline, "]a", .nextAnnotation), (.outline, "[a", .previousAnnotation), (.outline, "@", .listAnnotations),
    (.outline, "x", .resolve), (.outline, "t", .setType), (.outline, "!", .setSeverity), (.outline, "d", .delete),
    (.outline, "u", .undo), (.outline, "<C-r>", .redo), (.outline, "]r", .nextReview),
    (.outline, "[r", .previousReview),
    (.outline, "<C-o> [o <A-Left>", .back), (.outline, "]o <A-Right>", .forward),
    (.outline, "X", .cut), (.outline, "P", .paste), (.outline, "m", .mark), (.outline, "'", .goToMark),
    (.outline, "Y", .copyLink), (.outline, "gx", .openLink), (.outline, "gl", .listLinks),
    (.outline, "gb", .listBacklinks), (.outline, "s", .reading), (.outline, "gs", .readBranch),
    (.outline, "]c", .nextChange), (.outline, "[c", .previousChange),
    (.outline, "y", .copyTopic), (.outline, "e", .openEditor), (.outline, "r", .rawSource), (.outline, "+", .wider),
    (.outline, "_", .narrower), (.outline, "T", .theme), (.outline, "gm", .mouse), (.outline, "? <F1>", .help),
    (.outline, "q ZZ <C-c>", .quit), (.outline, "<C-z>", .suspend), (.outline, "<C-l>", .redraw),
    (.detail, "j <Down>", .down), (.detail, "k <Up>", .up), (.detail, "<Space> <PageDown>", .pageDown),
    (.detail, "<PageUp>", .pageUp), (.detail, "<Enter>", .editAnnotation), (.detail, "v", .select),
    (.detail, "a", .annotate), (.detail, "za", .foldToggle), (.detail, "x", .resolve), (.detail, "d", .delete),
    (.selecting, "w", .extendWord), (.selecting, "b", .extendWordBack), (.selecting, "e", .extendWordEnd),
    (.selecting, "0", .extendLineStart), (.selecting, "$", .extendLineEnd), (.selecting, "h", .extendLeft),
    (.selecting, "l", .extendRight), (.selecting, "j", .extendDown), (.selecting, "k", .extendUp),
    (.selecting, "a", .annotate), (.selecting, "y", .copyTopic),
    (.editor, "<C-s>", .save), (.editor, "<Esc> <C-c>", .leaveDraft), (.editor, "<C-x><C-k>", .discard),
    (.editor, "<C-x><C-e>", .externalEditor),
    (.list, "<Down> <C-n>", .down), (.list, "<Up> <C-p>", .up), (.list, "<Enter>", .accept),
    (.list, "<Esc> <C-c>", .cancel),
    (.prompt, "<Down> <C-n>", .down), (.prompt, "<Up> <C-p>", .up), (.prompt, "<Enter>", .accept),
    (.prompt, "<Esc> <C-c>", .cancel), (.help, "q", .cancel), (.help, "/", .search), (.help, ":", .palette),
  ]

  @Test("Keys do what they are promised to do", arguments: promises)
  func promised(context: KeyContext, keys: String, command: Command) throws {
    let keymap = try KeymapTests.keymap()
    for notation in keys.split(separator: " ") {
      let keys = try #require([Key](notation: String(notation)))
      #expect(keymap.meaning(of: keys, in: context) == .command(command), "\(notation)")
      for length in 1..<max(1, keys.count) {
        #expect(keymap.meaning(of: Array(keys.prefix(length)), in: context) == .prefix, "\(notation)")
      }
    }
  }

  /// What presets promise besides.
  static let presetPromises: [(Configuration.Preset, KeyContext, String, Command)] = [
    (.org, .outline, "<Tab>", .foldCycleHere), (.org, .outline, "<S-Tab>", .foldCycle),
    (.org, .outline, "<C-c><C-n>", .down), (.org, .outline, "<C-c><C-u>", .parent),
    (.org, .outline, "<C-x>o", .otherPane),
    (.org, .outline, "<C-c>/", .filter), (.org, .outline, "<C-x>ns", .zoomIn), (.org, .detail, "<C-c><C-z>", .annotate),
    (.org, .outline, "<C-x><C-c>", .quit), (.org, .editor, "<C-c><C-c>", .save),
    (.org, .editor, "<C-c><C-k>", .discard),
    (.org, .list, "<C-g>", .cancel), (.org, .prompt, "<C-g>", .cancel), (.org, .outline, "j", .down),
    (.vim, .outline, "<C-w>w", .otherPane), (.vim, .outline, "<C-e>", .scrollDetailDown),
    (.vim, .outline, "zz", .placeMiddle), (.vim, .detail, "<C-]>", .openLink),
  ]

  @Test("A preset's keys do what it promises", arguments: presetPromises)
  func presetPromised(preset: Configuration.Preset, context: KeyContext, keys: String, command: Command) throws {
    let keymap = try Keymap(preset: preset)
    #expect(keymap.meaning(of: try #require([Key](notation: keys)), in: context) == .command(command))
  }

  @Test("No preset lets a command go without a key, or leaves no way out", arguments: Configuration.Preset.allCases)
  func presetIsWhole(preset: Configuration.Preset) throws {
    let keymap = try Keymap(preset: preset)
    #expect(keymap.firstConflict == nil)
    for command in Command.allCases {
      #expect(KeyContext.allCases.contains { !keymap.keys(for: command, in: $0).isEmpty }, "\(command)")
    }
    for context in [KeyContext.list, .prompt, .help, .selecting] {
      #expect(keymap.meaning(of: [Key(.escape)], in: context) == .command(.cancel))
    }
    for binding in KeyPreset(preset).bindings where binding.context == .editor {
      for keys in binding.keys.split(separator: " ") {
        let first = try #require([Key](notation: String(keys))?.first)
        #expect(EditorKeys.action(for: first) == nil, "\(keys) hides a key of the editor")
      }
    }
  }

  @Test("Every command is declared, has a help text, and is reached by a key", arguments: Command.allCases)
  func reachable(command: Command) throws {
    let keymap = try KeymapTests.keymap()
    let entries = CommandTable.entries.filter { $0.command == command }
    #expect(!entries.isEmpty)
    #expect(entries.allSatisfy { !$0.help.isEmpty })
    #expect(KeyContext.allCases.contains { !keymap.keys(for: command, in: $0).isEmpty })
  }

  @Test("Every entry of the help screen shows its keys") func help() throws {
    let lines = HelpText.lines(keymap: try KeymapTests.keymap())
    var commands = 0
    for case .command(let keys, let help, _) in lines {
      commands += 1
      #expect(!keys.isEmpty && !help.isEmpty)
    }
    #expect(commands == CommandTable.entries.count + EditorKeys.entries.count)
    let sections = lines.compactMap { if case .section(let name) = $0 { name } else { nil } }
    #expect(sections == CommandSection.allCases.map(\.rawValue))
  }

  @Test("Every key of the editor is one key, and none is taken twice") func editorKeys() throws {
    let keymap = try KeymapTests.keymap()
    var seen: Set<Key> = []
    for entry in EditorKeys.entries {
      for notation in entry.keys.split(separator: " ") {
        let key = try #require(Key(notation: notation), "\(notation)")
        #expect(seen.insert(key).inserted, "\(notation) is taken twice")
        #expect(EditorKeys.action(for: key) == entry.action)
        #expect(keymap.meaning(of: [key], in: .editor) == .nothing, "\(notation) is a command")
        #expect(key.typed == nil, "\(notation) can't be typed any more")
      }
    }
  }

  @Test("No letter is a command where text is typed", arguments: [KeyContext.editor, .prompt])
  func letters(context: KeyContext) throws {
    let keymap = try KeymapTests.keymap()
    for value in UInt8(0x20)..<0x7F {
      #expect(keymap.meaning(of: [Key(Unicode.Scalar(value))], in: context) == .nothing)
    }
  }

  @Test("In a list the few letters that are keys are those that typing gives way to") func lettersOfLists() throws {
    let keymap = try KeymapTests.keymap()
    let letters = (UInt8(0x20)..<0x7F).map(Unicode.Scalar.init).filter {
      keymap.meaning(of: [Key($0)], in: .list) != .nothing
    }
    #expect(letters == ["/", "j", "k", "q"])
  }

  @Test("Keys that contradict each other make no keymap") func conflicts() throws {
    let declared = try #require(CommandTable.entries.first)
    func entry(_ command: Command, _ keys: String) -> CommandEntry {
      var entry = declared
      entry.command = command
      entry.keys = [.outline: keys]
      return entry
    }
    #expect(throws: Keymap.Conflict.self) { try Keymap(entries: [entry(.down, "g"), entry(.first, "gg")]) }
    #expect(throws: Keymap.Conflict.self) { try Keymap(entries: [entry(.down, "j"), entry(.up, "j")]) }
    #expect(throws: Keymap.Conflict.unreadable(notation: "<Nonsense>")) {
      try Keymap(entries: [entry(.down, "<Nonsense>")])
    }
  }

  @Test("A key that is taken away is not bound, and what it began is not begun") func unbinds() throws {
    var keymap = try KeymapTests.keymap()
    keymap.bind([Key("x")], to: nil, in: .outline)
    #expect(keymap.meaning(of: [Key("x")], in: .outline) == .nothing)
    for (rest, _) in keymap.continuations(of: [Key("g")], in: .outline) {
      keymap.bind([Key("g")] + rest, to: nil, in: .outline)
    }
    #expect(keymap.meaning(of: [Key("g")], in: .outline) == .nothing)
    #expect(keymap.meaning(of: [Key("g")], in: .detail) == .prefix)
  }
}
