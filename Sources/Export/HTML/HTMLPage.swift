/// The frame of every exported page, around its text.
enum HTMLPage {
  /// The page up to the beginning of its body; nothing is loaded and nothing runs on such a page.
  static func head(title: String, style: String) -> String {
    """
    <!DOCTYPE html>
    <html lang="und">
    <head>
    <meta charset="utf-8">
    <meta name="generator" content="Gloss">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
    <title>\(HTMLText.escaped(title))</title>
    <style>
    \(HTMLStyle.sheet)\(style.isEmpty ? "" : "\n" + style)
    </style>
    </head>
    <body>
    <a class="skip" href="#text">To the text</a>

    """
  }

  static let main = "<main id=\"text\">\n"

  static let end = "</main>\n</body>\n</html>\n"

  static func checkbox(isDone: Bool) -> String {
    "<input type=\"checkbox\" disabled\(isDone ? " checked" : "") aria-label=\"\(isDone ? "done" : "to do")\"> "
  }
}
