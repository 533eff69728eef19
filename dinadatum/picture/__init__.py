"""The picture of time: one dot is one weekend, one row is one month. Facts go in, SVG text comes out.

Draws nothing on a screen, reads no clock, fetches nothing. The list of events says the same in words.
"""

from dinadatum.picture.drawing import Picture, blank_picture, picture
from dinadatum.picture.looks import COLOURS, Look, stylesheet
from dinadatum.picture.marks import Event
from dinadatum.picture.page import figure_html

__all__ = ["COLOURS", "Event", "Look", "Picture", "blank_picture", "figure_html", "picture", "stylesheet"]
