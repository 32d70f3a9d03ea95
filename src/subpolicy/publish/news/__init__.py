"""What is new on the list, as customers are told: the notice and the feed are made of it."""

from subpolicy.publish.news.news import News, Phase, news_of

__all__ = ["News", "Phase", "news_of"]
