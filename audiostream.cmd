@echo off
rem Runs a portable package of AudioStreamUDP on Windows: finds a JDK 25 and hands over to java.
setlocal
set "HOME_DIR=%~dp0"
set "JAVA_EXE="
if defined AUDIOSTREAM_JAVA call :try "%AUDIOSTREAM_JAVA%"
if not defined JAVA_EXE if defined JAVA_HOME call :try "%JAVA_HOME%"
if not defined JAVA_EXE for /d %%D in ("%ProgramFiles%\Eclipse Adoptium\jdk-25*" "%ProgramFiles%\Java\jdk-25*") do if not defined JAVA_EXE call :try "%%~D"
if not defined JAVA_EXE for %%J in (java.exe) do if not "%%~$PATH:J"=="" call :try "%%~dp$PATH:J.."
if not defined JAVA_EXE (
  echo audiostream: no Java 25 found ^(AUDIOSTREAM_JAVA, JAVA_HOME, Program Files, PATH^): install a JDK 25, for example Temurin 25, or set JAVA_HOME 1>&2
  exit /b 2
)
"%JAVA_EXE%" -XX:+UseSerialGC -Xms32m -Xmn5m -Xmx256m --enable-native-access=ALL-UNNAMED "-Daudiostream.home=%HOME_DIR%." -cp "%HOME_DIR%lib\*" audiostream.app.cli.Main %*
exit /b %ERRORLEVEL%

:try
if not exist "%~1\bin\java.exe" exit /b 0
findstr /b /c:"JAVA_VERSION=\"25" "%~1\release" >nul 2>&1 && set "JAVA_EXE=%~1\bin\java.exe"
exit /b 0
