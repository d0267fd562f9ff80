/// The scripts that teach a shell to complete command lines of Gloss.
///
/// A script knows nothing of the commands: it asks `gloss complete` with the words before the cursor, which answers
/// with a first line, `files` where names of files belong there as well, and then one candidate a line, a tab and what
/// it means behind it. So completions are always those of the program that is installed.
enum CompletionScript: String, CaseIterable {
  case bash, zsh, fish

  var text: String {
    switch self {
    case .bash: Self.bashScript
    case .zsh: Self.zshScript
    case .fish: Self.fishScript
    }
  }

  /// Markdown and folders come first: other files only where there are neither.
  private static let bashScript = #"""
    # Completions of gloss for bash.
    _gloss() {
      local word=${COMP_WORDS[COMP_CWORD]} line answer=() files=() others=() i words=("${COMP_WORDS[@]:1:COMP_CWORD}")
      # The name of a kept search is two words here, of which an @ is the first.
      local last=$((${#words[@]} - 1))
      if [[ $last -gt 0 && ${words[last - 1]} == @ && $COMP_LINE == *"@$word"* ]]; then
        words=("${words[@]:0:last-1}" "@$word")
      fi
      # What is quoted on the line is asked for without its quotes.
      for i in "${!words[@]}"; do
        words[i]=${words[i]#[\"\']}
        words[i]=${words[i]//\\/}
      done
      word=${word#[\"\']}
      word=${word//\\/}
      mapfile -t answer < <("${COMP_WORDS[0]}" complete -- "${words[@]}" 2>/dev/null)
      COMPREPLY=()
      for line in "${answer[@]:1}"; do COMPREPLY+=("${line%%$'\t'*}"); done
      # Of one candidate the word itself is wanted, of several what they mean is shown by the other shells only.
      if [[ ${answer[0]} != files ]]; then
        if [[ ${#COMPREPLY[@]} -gt 0 ]]; then
          mapfile -t COMPREPLY < <(printf '%q\n' "${COMPREPLY[@]}")
        fi
        [[ ${#COMPREPLY[@]} -ne 1 || ${COMPREPLY[0]} != *= ]] || compopt -o nospace
        return
      fi
      compopt -o filenames
      word=${word/#\~\//$HOME/}
      while IFS= read -r line; do
        if [[ -d $line || $line == *.md || $line == *.markdown ]]; then files+=("$line"); else others+=("$line"); fi
      done < <(compgen -f -- "$word")
      if [[ ${#files[@]} -gt 0 ]]; then COMPREPLY+=("${files[@]}"); else COMPREPLY+=("${others[@]}"); fi
    }
    complete -F _gloss gloss

    """#

  private static let zshScript = #"""
    #compdef gloss
    # Completions of gloss for zsh.
    _gloss() {
      local -a answer described
      local line
      answer=("${(@f)$("${words[1]}" complete -- "${(@Q)words[2,CURRENT]}" 2>/dev/null)}")
      for line in "${(@)answer[2,-1]}"; do
        case $line in
          *$'\t'*) described+=("${${line%%$'\t'*}//:/\\:}:${line#*$'\t'}") ;;
          ?*) described+=("${line//:/\\:}") ;;
        esac
      done
      local found=1
      (( ${#described} )) && _describe -V 'gloss' described && found=0
      if [[ ${answer[1]} == files ]]; then
        _files -g '*.(md|markdown)(-.)' && found=0
      fi
      return $found
    }
    if [[ ${zsh_eval_context[-1]} == loadautofunc ]]; then _gloss "$@"; else compdef _gloss gloss; fi

    """#

  private static let fishScript = #"""
    # Completions of gloss for fish.
    function __gloss_complete
        set -l words (commandline -opc) (commandline -ct | string unescape)
        set -l answer (command $words[1] complete -- $words[2..-1] 2>/dev/null)
        if test (count $answer) -gt 1
            printf '%s\n' $answer[2..-1]
        end
        if test "$answer[1]" = files
            __fish_complete_suffix (commandline -ct) .md
        end
    end
    complete -c gloss -f -k -a '(__gloss_complete)'

    """#
}
