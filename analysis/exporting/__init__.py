"""What leaves the program for others to read: tables, pictures, reports, evidence packs, and the code behind them."""

from analysis.exporting.tables import guard, to_csv, to_jsonl, to_parquet, to_xlsx
from analysis.exporting.whole import EXPORTS, export

__all__ = ["EXPORTS", "export", "guard", "to_csv", "to_jsonl", "to_parquet", "to_xlsx"]
