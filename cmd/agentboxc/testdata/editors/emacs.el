;;; emacs.el --- Opens a unit, edits it, and asks what an editor asks  -*- lexical-binding: t -*-

;; As docs/editor.md says, with Eglot.  It prints a line for each thing it has seen, and
;; ends with an error when one did not come.

(require 'package)
(package-initialize)
(require 'eglot)
(require 'flymake)
(require 'cl-lib)

(defun seen (what is)
  "Wait until IS returns something, and say WHAT was seen."
  (let ((until (+ (float-time) 20)))
    (while (not (funcall is))
      (when (> (float-time) until)
        (error "MISSING %s: %S in %S" what (diagnostics) (buffer-string)))
      (accept-process-output nil 0.05)))
  (princ (concat what "\n")))

(defun diagnostics ()
  "What Flymake knows, without waiting for it to be idle."
  (flymake-start)
  (mapcar (lambda (d) (cons (line-number-at-pos (flymake-diagnostic-beg d)) (flymake-diagnostic-text d)))
          (flymake-diagnostics)))

(defun told (line text)
  "Whether there is one diagnostic, in LINE and with TEXT."
  (let ((found (diagnostics)))
    (and (= (length found) 1) (= (caar found) line) (string-match-p text (cdar found)))))

(defun change (from to)
  "Replace FROM by TO."
  (goto-char (point-min))
  (search-forward from)
  (replace-match to t t)
  (eglot--signal-textDocument/didChange))

(setq eglot-sync-connect 20 eglot-autoshutdown nil make-backup-files nil create-lockfiles nil)
(add-to-list 'load-path (expand-file-name "editors/emacs" (getenv "CHECKOUT")))
(require 'agentbox-mode)
(find-file "agentbox.hcl")
(unless (eq major-mode 'agentbox-mode) (error "MISSING the mode: %s" major-mode))
(apply #'eglot (eglot--guess-contact))

(seen "an error when the unit is opened" (lambda () (told 8 "bass")))
(change "layer.bass" "layer.base")
(seen "none when it is mended" (lambda () (null (diagnostics))))
(change "platform" "# 😀 é\nnonsense {}\nplatform")
(seen "another one below characters that are two units long" (lambda () (told 2 "nonsense")))
(change "# 😀 é\nnonsense {}\n" "")
(seen "none when that is gone" (lambda () (null (diagnostics))))

(goto-char (point-min))
(search-forward "layer.ba")
(let ((hover (jsonrpc-request (eglot--current-server-or-lose) :textDocument/hover (eglot--TextDocumentPositionParams))))
  (seen "the documentation of a layer" (lambda () (string-match-p "layer" (format "%S" hover)))))
(let ((found (xref-backend-definitions 'eglot (xref-backend-identifier-at-point 'eglot))))
  (seen "where it is declared" (lambda () (= 3 (xref-location-line (xref-item-location (car found)))))))
(eglot-rename "ground")
(seen "its new name in both places"
      (lambda () (and (string-match-p "layer \"ground\"" (buffer-string)) (string-match-p "layer\\.ground" (buffer-string)))))
(change "platform " "platform      ")
(eglot-format-buffer)
(seen "the canonical layout" (lambda () (string-prefix-p "platform \"x86_64-linux\" {}\n" (buffer-string))))
(eglot-shutdown (eglot--current-server-or-lose))
(seen "the end of the server" (lambda () (null (eglot-current-server))))
