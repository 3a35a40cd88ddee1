;;; agentbox-mode.el --- Major mode for agentbox.hcl  -*- lexical-binding: t -*-

;; Package-Requires: ((emacs "27.1"))
;; Keywords: languages

;;; Commentary:

;; Comments, strings, brackets and indentation.  All else is what
;; `agentboxc lsp' offers, through Eglot (in Emacs since 29) or lsp-mode.

;;; Code:

(defvar agentbox-mode-syntax-table
  (let ((table (make-syntax-table)))
    (modify-syntax-entry ?# "< b" table)
    (modify-syntax-entry ?/ ". 124b" table)
    (modify-syntax-entry ?* ". 23" table)
    (modify-syntax-entry ?\n "> b" table)
    (modify-syntax-entry ?\" "\"" table)
    (modify-syntax-entry ?- "_" table)
    (modify-syntax-entry ?_ "_" table)
    (modify-syntax-entry ?. "." table)
    (modify-syntax-entry ?$ "." table)
    table))

(defvar agentbox-mode-font-lock-keywords
  '(("^[ \t]*\\([a-z_]+\\)\\(?:[ \t]+\"[^\"\n]*\"\\)*[ \t]*{" 1 font-lock-keyword-face)
    ("^[ \t]*\\([[:alpha:]_][[:alnum:]_-]*\\)[ \t]*=[^=>]" 1 font-lock-variable-name-face)
    ("\\_<\\(?:true\\|false\\|null\\)\\_>" . font-lock-constant-face)
    ("\\_<\\(?:for\\|in\\|if\\)\\_>" . font-lock-keyword-face)
    ("\\_<\\([[:alpha:]_][[:alnum:]_-]*\\)(" 1 font-lock-function-name-face)))

;; A heredoc is a string between the two line ends that its markers are next to.

(defun agentbox--heredoc-marker (newline)
  "Marker of the heredoc whose text begins behind NEWLINE, or nil."
  (save-excursion
    (goto-char newline)
    (beginning-of-line)
    (when (re-search-forward "<<-?\\([[:alpha:]_][[:alnum:]_-]*\\)$" (line-end-position) t)
      (match-string-no-properties 1))))

(defun agentbox--ends-with (marker)
  "Whether the line at point holds MARKER and nothing else."
  (looking-at-p (concat "[ \t]*" (regexp-quote marker) "[ \t]*$")))

(defun agentbox--fence (newline)
  "Syntax of the line end at NEWLINE, or nil if it has nothing to do with heredocs."
  (save-excursion
    (let* ((state (save-match-data (syntax-ppss newline)))
           (opened (and (eq (nth 3 state) t) (agentbox--heredoc-marker (nth 8 state))))
           (opens (and (not (nth 8 state)) (agentbox--heredoc-marker newline))))
      (goto-char (1+ newline))
      (when (if opened (agentbox--ends-with opened)
              (and opens (not (agentbox--ends-with opens))))
        (string-to-syntax "|")))))

(defconst agentbox-syntax-propertize
  (syntax-propertize-rules ("\n" (0 (agentbox--fence (match-beginning 0))))))

(defun agentbox-indent-line ()
  "Indent the line by two spaces for each bracket that it is in."
  (interactive)
  (let* ((depth (save-excursion
                  (back-to-indentation)
                  (let ((depth (car (syntax-ppss))))
                    (if (looking-at "[]})]") (1- depth) depth))))
         (in-string (save-excursion (nth 3 (syntax-ppss (line-beginning-position))))))
    (unless in-string
      (if (<= (current-column) (current-indentation))
          (indent-line-to (* 2 (max depth 0)))
        (save-excursion (indent-line-to (* 2 (max depth 0))))))))

;;;###autoload
(define-derived-mode agentbox-mode prog-mode "agentbox"
  "Major mode for agentbox.hcl."
  (setq-local comment-start "# ")
  (setq-local comment-end "")
  (setq-local comment-start-skip "\\(?:#+\\|//+\\|/\\*+\\)[ \t]*")
  (setq-local font-lock-defaults '(agentbox-mode-font-lock-keywords))
  (setq-local syntax-propertize-function agentbox-syntax-propertize)
  (setq-local indent-line-function #'agentbox-indent-line)
  (setq-local indent-tabs-mode nil)
  (setq-local electric-indent-chars (append "]})" electric-indent-chars)))

;;;###autoload
(add-to-list 'auto-mode-alist
             '("\\(?:\\`\\|/\\|\\.\\)agentbox\\(?:\\.work\\)?\\.hcl\\'\\|\\.agentboxtest\\.hcl\\'\\|\\.agentboxvars\\'"
               . agentbox-mode))

(defvar eglot-server-programs)
(with-eval-after-load 'eglot
  (add-to-list 'eglot-server-programs '(agentbox-mode . ("agentboxc" "lsp"))))

(defvar lsp-language-id-configuration)
(declare-function lsp-register-client "lsp-mode")
(declare-function make-lsp-client "lsp-mode")
(declare-function lsp-activate-on "lsp-mode")
(declare-function lsp-stdio-connection "lsp-mode")
(with-eval-after-load 'lsp-mode
  (add-to-list 'lsp-language-id-configuration '(agentbox-mode . "agentbox"))
  (lsp-register-client
   (make-lsp-client :new-connection (lsp-stdio-connection '("agentboxc" "lsp"))
                    :activation-fn (lsp-activate-on "agentbox")
                    :server-id 'agentboxc)))

(provide 'agentbox-mode)
;;; agentbox-mode.el ends here
