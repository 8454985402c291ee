"""Articles of a past interval, found in the sitemaps of today and archived as what they are: pages seen today."""
