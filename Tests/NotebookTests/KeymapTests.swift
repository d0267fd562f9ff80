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

  /// The documented effects of the keys: context, keys, command.
  static let promises: [(KeyContext, String, Command)] = [
    (.outline, "j <Down> <C-n>", .move(.down)), (.outline, "k <Up> <C-p>", .move(.up)),
    (.outline, "gg <Home>", .move(.first)),
    (.outline, "G <End>", .move(.last)), (.outline, "h <Left>", .move(.left)), (.outline, "l <Right>", .move(.right)),
    (.outline, "<Enter>", .pane(.enterDetail)), (.outline, "<Tab>", .pane(.otherPane)),
    (.outline, "<Space> za", .fold(.foldToggle)), (.outline, "zo", .fold(.foldOpen)),
    (.outline, "zc", .fold(.foldClose)),
    (.outline, "zO", .fold(.foldOpenAll)), (.outline, "zC", .fold(.foldCloseAll)),
    (.outline, "zA", .fold(.foldToggleAll)),
    (.outline, "zM -", .fold(.closeEverything)), (.outline, "zR =", .fold(.openEverything)),
    (.outline, "zm", .fold(.foldMore)),
    (.outline, "zr", .fold(.foldLess)), (.outline, "z1", .fold(.foldLevel1)), (.outline, "z2", .fold(.foldLevel2)),
    (.outline, "z3", .fold(.foldLevel3)), (.outline, "z4", .fold(.foldLevel4)), (.outline, "z5", .fold(.foldLevel5)),
    (.outline, "z6", .fold(.foldLevel6)), (.outline, "z7", .fold(.foldLevel7)), (.outline, "z8", .fold(.foldLevel8)),
    (.outline, "z9", .fold(.foldLevel9)), (.outline, "<S-Tab>", .fold(.foldCycle)),
    (.outline, "z.", .fold(.foldOthers)),
    (.outline, "} zj", .move(.nextSibling)), (.outline, "{ zk", .move(.previousSibling)),
    (.outline, "gp", .move(.parent)),
    (.outline, "<C-d>", .move(.halfPageDown)), (.outline, "<C-u>", .move(.halfPageUp)),
    (.outline, "<C-f> <PageDown>", .move(.pageDown)),
    (.outline, "<C-b> <PageUp>", .move(.pageUp)), (.outline, "zz", .move(.placeMiddle)),
    (.outline, "zt", .move(.placeTop)),
    (.outline, "zb", .move(.placeBottom)), (.outline, "J", .pane(.scrollDetailDown)),
    (.outline, "K", .pane(.scrollDetailUp)),
    (.outline, "zx", .fold(.foldCycleHere)), (.outline, "gw", .pane(.arrangement)), (.outline, "zi", .fold(.zoomIn)),
    (.outline, "zp", .fold(.zoomUp)), (.outline, "zw", .fold(.zoomOut)),
    (.outline, "/", .find(.search)), (.outline, "n", .find(.nextHit)), (.outline, "N", .find(.previousHit)),
    (.outline, "*", .find(.searchTitle)),
    (.outline, "&", .find(.filter)), (.outline, "<C-k>", .find(.jump)), (.outline, ":", .find(.palette)),
    (.outline, "a", .annotation(.annotate)), (.outline, "A", .annotation(.annotateFile)),
    (.outline, "R", .annotation(.reply)),
    (.outline, "]a", .annotation(.nextAnnotation)), (.outline, "[a", .annotation(.previousAnnotation)),
    (.outline, "@", .annotation(.listAnnotations)),
    (.outline, "x", .annotation(.resolve)), (.outline, "t", .annotation(.setType)),
    (.outline, "!", .annotation(.setSeverity)), (.outline, "d", .annotation(.delete)),
    (.outline, "u", .annotation(.undo)), (.outline, "<C-r>", .annotation(.redo)),
    (.outline, "]r", .annotation(.nextReview)),
    (.outline, "[r", .annotation(.previousReview)),
    (.outline, "<C-o> [o <A-Left>", .move(.back)), (.outline, "]o <A-Right>", .move(.forward)),
    (.outline, "X", .annotation(.cut)), (.outline, "P", .annotation(.paste)), (.outline, "m", .move(.mark)),
    (.outline, "'", .move(.goToMark)),
    (.outline, "Y", .link(.copyLink)), (.outline, "gx", .link(.openLink)), (.outline, "gl", .link(.listLinks)),
    (.outline, "gb", .link(.listBacklinks)), (.outline, "s", .reading(.reading)),
    (.outline, "gs", .reading(.readBranch)),
    (.outline, "]c", .reading(.nextChange)), (.outline, "[c", .reading(.previousChange)),
    (.outline, "y", .link(.copyTopic)), (.outline, "e", .program(.openEditor)), (.outline, "r", .pane(.rawSource)),
    (.outline, "+", .pane(.wider)),
    (.outline, "_", .pane(.narrower)), (.outline, "T", .program(.theme)), (.outline, "gm", .program(.mouse)),
    (.outline, "? <F1>", .program(.help)),
    (.outline, "q ZZ <C-c>", .program(.quit)), (.outline, "<C-z>", .program(.suspend)),
    (.outline, "<C-l>", .program(.redraw)),
    (.detail, "j <Down>", .move(.down)), (.detail, "k <Up>", .move(.up)),
    (.detail, "<Space> <PageDown>", .move(.pageDown)),
    (.detail, "<PageUp>", .move(.pageUp)), (.detail, "<Enter>", .annotation(.editAnnotation)),
    (.detail, "v", .select(.select)),
    (.detail, "a", .annotation(.annotate)), (.detail, "za", .fold(.foldToggle)), (.detail, "x", .annotation(.resolve)),
    (.detail, "d", .annotation(.delete)),
    (.detail, "h <Left>", .select(.left)), (.detail, "l <Right>", .select(.right)), (.detail, "w", .select(.word)),
    (.detail, "b", .select(.wordBack)), (.detail, "e", .select(.wordEnd)), (.detail, "ge", .select(.wordEndBack)),
    (.detail, "0", .select(.lineStart)), (.detail, "^", .select(.lineText)), (.detail, "$", .select(.lineEnd)),
    (.detail, "f", .select(.findCharacter)), (.detail, "F", .select(.findCharacterBack)),
    (.detail, "t", .select(.tillCharacter)), (.detail, "T", .select(.tillCharacterBack)),
    (.detail, ";", .select(.findAgain)), (.detail, ",", .select(.findAgainBack)),
    (.detail, "}", .select(.paragraphDown)), (.detail, "{", .select(.paragraphUp)),
    (.detail, "V", .select(.selectLines)), (.detail, "<C-Space>", .select(.select)),
    (.detail, "<C-a>", .select(.lineStart)), (.detail, "<C-e>", .select(.lineEnd)),
    (.detail, "<A-f>", .select(.word)), (.detail, "<A-b>", .select(.wordBack)),
    (.detail, "gf", .program(.openEditor)), (.detail, "gy", .annotation(.setType)), (.detail, "gC", .program(.theme)),
    (.selecting, "w", .select(.wordEnd)), (.selecting, "b", .select(.wordBack)),
    (.selecting, "e", .select(.wordEnd)), (.selecting, "o", .select(.swapEnds)),
    (.selecting, "0", .select(.lineStart)), (.selecting, "$", .select(.lineEnd)),
    (.selecting, "h", .select(.left)),
    (.selecting, "l", .select(.right)), (.selecting, "j", .move(.down)),
    (.selecting, "k", .move(.up)),
    (.selecting, "a", .annotation(.annotate)), (.selecting, "y", .link(.copyTopic)),
    (.editor, "<C-s>", .write(.save)), (.editor, "<Esc> <C-c>", .write(.leaveDraft)),
    (.editor, "<C-x><C-k>", .write(.discard)),
    (.editor, "<C-x><C-e>", .write(.externalEditor)),
    (.list, "<Down> <C-n>", .move(.down)), (.list, "<Up> <C-p>", .move(.up)), (.list, "<Enter>", .choose(.accept)),
    (.list, "<Esc> <C-c>", .choose(.cancel)),
    (.prompt, "<Down> <C-n>", .move(.down)), (.prompt, "<Up> <C-p>", .move(.up)),
    (.prompt, "<Enter>", .choose(.accept)),
    (.prompt, "<Esc> <C-c>", .choose(.cancel)), (.help, "q", .choose(.cancel)), (.help, "/", .find(.search)),
    (.help, ":", .find(.palette)),
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

  /// The effects that presets document besides.
  static let presetPromises: [(Configuration.Preset, KeyContext, String, Command)] = [
    (.org, .outline, "<Tab>", .fold(.foldCycleHere)), (.org, .outline, "<S-Tab>", .fold(.foldCycle)),
    (.org, .outline, "<C-c><C-n>", .move(.down)), (.org, .outline, "<C-c><C-u>", .move(.parent)),
    (.org, .outline, "<C-x>o", .pane(.otherPane)),
    (.org, .outline, "<C-c>/", .find(.filter)), (.org, .outline, "<C-x>ns", .fold(.zoomIn)),
    (.org, .detail, "<C-c><C-z>", .annotation(.annotate)),
    (.org, .outline, "<C-x><C-c>", .program(.quit)), (.org, .editor, "<C-c><C-c>", .write(.save)),
    (.org, .editor, "<C-c><C-k>", .write(.discard)),
    (.org, .list, "<C-g>", .choose(.cancel)), (.org, .prompt, "<C-g>", .choose(.cancel)),
    (.org, .outline, "j", .move(.down)),
    (.vim, .outline, "<C-w>w", .pane(.otherPane)), (.vim, .outline, "<C-e>", .pane(.scrollDetailDown)),
    (.vim, .outline, "zz", .move(.placeMiddle)), (.vim, .detail, "<C-]>", .link(.openLink)),
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
      #expect(keymap.meaning(of: [Key(.escape)], in: context) == .command(.choose(.cancel)))
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
    // Nine levels are one row.
    #expect(commands == CommandTable.entries.count - 8 + EditorKeys.entries.count)
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
    #expect(throws: Keymap.Conflict.self) {
      try Keymap(entries: [entry(.move(.down), "g"), entry(.move(.first), "gg")])
    }
    #expect(throws: Keymap.Conflict.self) { try Keymap(entries: [entry(.move(.down), "j"), entry(.move(.up), "j")]) }
    #expect(throws: Keymap.Conflict.unreadable(notation: "<Nonsense>")) {
      try Keymap(entries: [entry(.move(.down), "<Nonsense>")])
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
