"""What keys, clicks and the command palette do in the chat: each is one action, named once."""

from typing import TYPE_CHECKING

from textual.events import DescendantBlur, DescendantFocus, Key
from textual.screen import Screen

from assistant.phrases import Phrases
from assistant.text import file_stem
from assistant.tui.widgets.reply_area import ReplyArea

if TYPE_CHECKING:
    from assistant.tui.screens.chat_view import ChatView
    from assistant.tui.talk import Talk
    from assistant.tui.widgets.conversation import Conversation
    from assistant.tui.widgets.criteria_panel import CriteriaPanel
    from assistant.tui.widgets.strips import LineStrip


class ChatActions(Screen[None]):
    """The actions of the chat; `_give` is how a reply or a command reaches the session."""

    _talk: "Talk | None" = None
    _view: "ChatView | None" = None

    def _give(self, text: str, *, empties: bool) -> bool:
        raise NotImplementedError

    @property
    def _words(self) -> Phrases:
        raise NotImplementedError

    @property
    def _reply(self) -> ReplyArea:
        return self.query_one(ReplyArea)

    def _leave_what_is_over(self) -> None:
        raise NotImplementedError

    async def on_line_strip_clicked(self, event: "LineStrip.Clicked") -> None:
        """Do what the key does."""
        event.stop()
        await self.run_action(event.name)

    def on_key(self, event: Key) -> None:
        """Take what is typed outside the box to the box."""
        box = self._reply.box
        if event.is_printable and event.character and box.display and not box.has_focus:
            event.stop()
            self.set_focus(box)  # at once: the next key must find it there
            box.insert_text_at_cursor(event.character)

    # ------------------------------------------------------------------------------ replying

    def action_say(self, name: str) -> None:
        """Give a command."""
        self._give(self._words(f"keys.{name}"), empties=False)

    def action_begin(self, name: str) -> None:
        """Put a command's word in the box, before what is there, for its text to be typed."""
        box = self._reply.box
        if box.display:
            box.fill(f"{self._words(f'keys.{name}')} {box.value}")
            self.set_focus(box)

    # ------------------------------------------------------------------------------ reading

    def action_summary(self) -> None:
        """Show the summary as it stands."""
        if self._talk is not None:
            from assistant.tui.screens.summary import SummaryScreen

            talk, words = self._talk, self._words
            title = words("summary.title", subject=talk.subject)
            name = file_stem(talk.subject, talk.id)
            self.app.push_screen(SummaryScreen(title, name, talk.summary, words))

    def action_why(self) -> None:
        """Say in the chat why a question is asked; once all is over, read why this verdict."""
        if self._talk is None or not self._talk.is_over:
            self.action_say("why")
            return
        from assistant.tui.screens.reading import ReadingScreen

        text = "\n\n".join(self._talk.why())
        self.app.push_screen(ReadingScreen(self._talk.verdict_label, text, self._words))

    def action_queries(self) -> None:
        """Reply to a query in the chat; once all is over, look at all of them."""
        talk = self._talk
        if talk is None or not talk.is_over:
            self.action_say("query")
        elif talk.watermark is None:  # nobody asks about practice
            from assistant.tui.screens.queries import QueriesAsked

            self.post_message(QueriesAsked(talk.id, talk.subject, lambda: None, talk.language))

    def action_file(self) -> None:
        """Show the file that is practised on."""
        if self._talk is not None and self._talk.file:
            from assistant.tui.screens.reading import ReadingScreen

            self.app.push_screen(ReadingScreen(self._talk.subject, self._talk.file, self._words))

    def action_help(self) -> None:
        """Show all that can be pressed and typed."""
        from assistant.tui.screens.help import help_text
        from assistant.tui.screens.reading import ReadingScreen

        words = self._words
        self.app.push_screen(ReadingScreen(words("help.title"), help_text(words), words))

    def action_everything(self) -> None:
        """Show all that can be done now, to be searched by its words."""
        if self._view is not None:
            from assistant.tui.screens.everything import everything

            self.app.push_screen(everything(self, self._words, self._view.moment))

    def action_copy_summary(self) -> None:
        """Copy the summary as it stands."""
        if self._talk is not None:
            self._copy(self._talk.summary())

    def _copy(self, text: str) -> None:
        self.app.copy_to_clipboard(text)
        self._reply.remark(self._words("chat.copied"), "read")

    # ------------------------------------------------------------------------------ moving

    def action_scroll(self, pages: int) -> None:
        """Scroll what is in sight."""
        if self._view is not None:
            self._view.scroll(pages)

    def action_criteria(self) -> None:
        """Go to the criteria; from there, fold them away."""
        if self._view is not None:
            self._view.look_at_criteria()

    def action_filter_criteria(self) -> None:
        """Show all criteria, or only those that can still change the verdict."""
        if self._view is not None:
            self._view.unfold()
            self._view.panel.action_filter()

    def action_answers(self) -> None:
        """Go to the answers in the conversation."""
        if self._view is not None:
            self._view.look_at_answers()

    def action_escape(self) -> None:
        """Put the criteria away if they hide the conversation; else go back to the reply.

        From there, give up what leaves everything as it is, such as the list of answers to change.
        """
        view = self._view
        had_drawer = view is not None and view.has_drawer
        if view is not None and had_drawer:
            view.turn()
        if view is not None and view.is_aside:
            view.back_to_reply()
        elif self._talk is not None and self._talk.prompt.leaves and not had_drawer:
            self.action_say("back")
        else:
            self.action_enter()

    def action_enter(self) -> None:
        """Leave a screening that is over."""
        if self._talk is not None and self._talk.is_over:
            self._leave_what_is_over()

    # ------------------------------------------------------------------------------ what is marked

    def on_descendant_focus(self, _event: DescendantFocus) -> None:
        """Show the keys of what has the focus now."""
        if self._view is not None:
            self._view.show_keys()

    def on_descendant_blur(self, _event: DescendantBlur) -> None:
        """Show the keys of what has the focus now."""
        if self._view is not None:
            self._view.show_keys()

    def on_conversation_marked(self, event: "Conversation.Marked") -> None:
        """Show the keys of what is marked."""
        event.stop()
        if self._view is not None:
            self._view.show_keys()

    def on_criteria_panel_marked(self, event: "CriteriaPanel.Marked") -> None:
        """Show the criterion that was marked."""
        event.stop()
        if self._view is not None:
            self._view.show_detail()

    def on_conversation_copied(self, event: "Conversation.Copied") -> None:
        """Copy the message that was picked."""
        event.stop()
        self._copy(event.text)

    def on_conversation_picked(self, event: "Conversation.Picked") -> None:
        """Revise the answer that was picked, unless something else has to be answered first."""
        event.stop()
        talk = self._talk
        if talk is None or talk.is_over:
            return
        text = f"{self._words('keys.revise')} {event.fact}"
        if not event.fact:
            self._reply.remark(self._words("chat.no_answer"), "doubtful")
        elif talk.command(text) != "revise":
            self._reply.remark(self._words("chat.not_now"), "doubtful")
        else:
            self._give(text, empties=False)
