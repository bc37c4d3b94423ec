"""What she shares as rows of her file, and the shares of many as an engine reads them."""
